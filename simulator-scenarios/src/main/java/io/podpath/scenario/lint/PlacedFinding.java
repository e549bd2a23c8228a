package io.podpath.scenario.lint;

import io.podpath.lint.Finding;
import io.podpath.scenario.load.Location;
import java.util.List;

/**
 * A finding with its place.
 *
 * @param finding what was found
 * @param location where it was declared
 * @param variants the variants that have it; empty if all have
 */
public record PlacedFinding(Finding finding, Location location, List<String> variants) {

    public PlacedFinding {
        variants = List.copyOf(variants);
    }
}
