package io.podpath.scenario.load;

import io.podpath.cluster.Subject;
import java.util.HashMap;
import java.util.Map;

/** Where everything that checks may complain about was declared. */
final class Locations {

    private final Map<Subject, Location> places = new HashMap<>();
    private final Location fallback;

    Locations(Location fallback) {
        this.fallback = fallback;
    }

    Location fallback() {
        return fallback;
    }

    void put(Subject subject, Location location) {
        places.putIfAbsent(subject, location);
    }

    void putAll(Locations others) {
        others.places.forEach(places::putIfAbsent);
    }

    /** The place of the part, else of its owner, else of the scenario. */
    Location find(Subject subject) {
        Location exact = places.get(subject);
        return exact != null ? exact : places.getOrDefault(subject.ownerOnly(), fallback);
    }
}
