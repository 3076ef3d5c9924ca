"""The picture of a back-test: one set of panels, drawn in the terminal or on a page that is an SVG or a PNG."""
