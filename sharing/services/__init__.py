"""Every write about shares, connections and tracked links.

`shares` what a person does with a share · `moving` the one function that changes a state · `links` tracked links and
clicks · `connections` connecting and disconnecting · `grants` tokens and their renewal · `network_apps` an
organisation's own application · `publishing` claim, begin, deliver, record · `settling` what the sweeps mend ·
`pauses` the kill switch and the breaker · `spool` outcomes the database could not take.
"""
