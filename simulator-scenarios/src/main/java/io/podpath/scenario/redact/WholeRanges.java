package io.podpath.scenario.redact;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.podpath.model.Cidr;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** Finds the ranges whose inside is kept: subnets, pod ranges of nodes, the range of Services. */
final class WholeRanges {

    private static final Set<String> OF_SUBNETS = Set.of("addressprefix", "addressprefixes");
    private static final Set<String> ANYWHERE = Set.of("servicecidr", "servicecidrs");
    private static final Set<String> OF_NODES = Set.of("podcidr", "podcidrs");

    private final Set<Cidr> ranges = new LinkedHashSet<>();

    /** Those found so far. */
    Set<Cidr> ranges() {
        return ranges;
    }

    /** Looks through a file: a list of subnets, or a file in which everything is one. */
    void look(JsonParser parser) throws IOException {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            value(parser, "", "");
        }
    }

    private void value(JsonParser parser, String owner, String field) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    boolean isWrapper = name.equals("properties");
                    value(parser, isWrapper ? owner : field, isWrapper ? field : name);
                }
            }
            case START_ARRAY -> {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    value(parser, owner, field);
                }
            }
            case VALUE_STRING -> note(owner.toLowerCase(Locale.ROOT), field.toLowerCase(Locale.ROOT), parser.getText());
            default -> {}
        }
    }

    private void note(String owner, String field, String text) {
        boolean isWhole = ANYWHERE.contains(field)
                || (owner.equals("subnets") && OF_SUBNETS.contains(field))
                || (owner.equals("spec") && OF_NODES.contains(field));
        if (isWhole && text.indexOf('/') > 0) {
            Cidr.tryParse(text).ifPresent(ranges::add);
        }
    }
}
