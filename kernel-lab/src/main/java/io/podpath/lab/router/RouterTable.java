package io.podpath.lab.router;

import java.util.List;
import java.util.Locale;

/** The tables random rules go into, with their built-in chains. */
enum RouterTable {
    RAW(List.of("PREROUTING", "OUTPUT")),
    MANGLE(List.of("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING")),
    NAT(List.of("PREROUTING", "INPUT", "OUTPUT", "POSTROUTING")),
    FILTER(List.of("INPUT", "FORWARD", "OUTPUT"));

    /** How the names of random chains begin. */
    static final String OWN_CHAIN = "X-";

    private final List<String> hooks;

    RouterTable(List<String> hooks) {
        this.hooks = hooks;
    }

    List<String> hooks() {
        return hooks;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
