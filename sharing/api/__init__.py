"""The API of sharing: drafts are prepared here; the final yes is the person's, in the product."""
