package io.podpath.scenario.run;

/**
 * One thing that came out differently from what the scenario expects.
 *
 * @param field the key of {@code expect}, for example {@code sourceSeen}
 * @param expected what the scenario says
 * @param happened what came out instead
 */
public record Mismatch(String field, String expected, String happened) {

    /** For example {@code expected outcome connected, but it was timeout}. */
    @Override
    public String toString() {
        return "expected " + field + " " + expected + ", but it was " + happened;
    }
}
