package io.podpath.scenario.load;

import io.podpath.cluster.Subject;
import io.podpath.lint.Declared;
import java.util.List;

/** Where the things of one variant were declared, and its flags as they were written. */
public final class Declarations {

    private final Locations locations;
    private final List<Declared> flags;

    Declarations(Locations locations, List<Declared> flags) {
        this.locations = locations;
        this.flags = List.copyOf(flags);
    }

    Locations locations() {
        return locations;
    }

    /** The flags of the cluster and of its node pools that are plain text. */
    public List<Declared> flags() {
        return flags;
    }

    /** The place of a part of something declared, else of its owner, else of the scenario. */
    public Location find(String owner, String part) {
        return locations.find(new Subject(owner, part));
    }
}
