package io.podpath.scenario.load;

/** Wordings that several readers share. */
final class Texts {

    private Texts() {}

    static String duplicateKey(String key, Location first) {
        return "the key '" + key + "' is here twice (first on line " + first.line() + ")";
    }

    /** A value as messages show it: one line, not too long. */
    static String quoted(String text) {
        String line = text.replace('\n', ' ');
        return "'" + (line.length() > 60 ? line.substring(0, 57) + "..." : line) + "'";
    }
}
