package io.podpath.scenario.load;

import java.util.List;

/**
 * A scenario as read: every variant is complete in itself.
 *
 * @param name its short name
 * @param title the question it answers
 * @param tags words to find it by
 * @param variants at least one, in the order of the file
 */
public record Scenario(String name, String title, List<String> tags, List<Variant> variants) {

    public Scenario {
        tags = List.copyOf(tags);
        variants = List.copyOf(variants);
    }
}
