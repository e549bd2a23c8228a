package io.podpath.netfilter;

import io.podpath.model.Packet;

/**
 * {@code -m comment}: says something to the reader and matches everything.
 *
 * @param text the comment
 */
public record CommentMatch(String text) implements Match {

    @Override
    public boolean matches(Packet packet, MatchContext context) {
        return true;
    }

    @Override
    public String explainMismatch(Packet packet, MatchContext context) {
        return "";
    }

    @Override
    public String toString() {
        return "-m comment --comment " + IptablesText.quote(text);
    }
}
