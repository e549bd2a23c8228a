package io.podpath.netfilter.match;

import io.podpath.model.Packet;
import io.podpath.netfilter.MatchContext;
import io.podpath.netfilter.UncertainMatch;

/**
 * A match that podpath reads and prints but does not model.
 *
 * @param name the name of the extension, or the option of the header
 * @param text as {@code iptables-save} prints it
 */
public record UnknownMatch(String name, String text) implements UncertainMatch {

    @Override
    public boolean matches(Packet packet, MatchContext context) {
        return false;
    }

    @Override
    public String findUnknown(Packet packet, MatchContext context) {
        return "the match " + text + " is not modelled";
    }

    @Override
    public String explainMismatch(Packet packet, MatchContext context) {
        return findUnknown(packet, context);
    }

    @Override
    public String toString() {
        return text;
    }
}
