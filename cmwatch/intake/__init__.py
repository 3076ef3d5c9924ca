"""Where mentions come from and are made safe."""
