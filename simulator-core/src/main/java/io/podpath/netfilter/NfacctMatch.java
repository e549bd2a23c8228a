package io.podpath.netfilter;

import io.podpath.model.Packet;

/**
 * {@code -m nfacct}: counts into a named object and matches everything.
 *
 * @param counter the object's name
 */
public record NfacctMatch(String counter) implements Match {

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
        return "-m nfacct --nfacct-name " + counter;
    }
}
