"""Every write about the library, by subject: items, moves, page_posts, campaigns, topics, marks, assets."""
