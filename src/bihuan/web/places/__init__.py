"""The register of points: list, one point, map, areas, imports."""
