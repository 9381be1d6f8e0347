"""The page frame: routes and who may take them, forms, refusals as pages, the live stream."""
