"""PowerPoint: native shapes and glued connectors that a client can go on working with.

What real programs do with such a file, and what follows for the writer:

- PowerPoint draws a connector as it is stored and routes it anew when one of its shapes is moved; LibreOffice routes
  at once when it opens the file. Preset connectors (straight, elbow) with adjust values give the same route in both.
- A shape style (``p:style``) brings the shadows of the theme; bpr's shapes have none.
- A Chinese text needs its own typeface (``a:ea``), else the program takes what the Latin one stands for.
- Upright Chinese (``eaVert``) is turned by LibreOffice; characters are stacked instead.

Reference: ECMA-376, part 1, sections 19.3 (PresentationML), 20.1.9 (shapes) and 20.1.10.55 (preset connectors).
"""
