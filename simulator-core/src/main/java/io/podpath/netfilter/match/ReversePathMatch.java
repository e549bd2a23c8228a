package io.podpath.netfilter.match;

import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.netfilter.AddressType;
import io.podpath.netfilter.Match;
import io.podpath.netfilter.MatchContext;
import java.util.Optional;
import java.util.Set;

/**
 * {@code -m rpfilter}: whether the way back to the source leads where the packet came from. Calico drops what fails.
 *
 * <p><i>Models:</i> {@code --loose}, {@code --accept-local}, {@code --invert}. <i>Does not model:</i> {@code
 * --validmark}, because there are no routing rules that look at marks.
 *
 * <p><i>Source:</i> Linux {@code net/ipv4/netfilter/ipt_rpfilter.c}.
 *
 * @param options the options in the order {@code iptables-save} prints them
 */
public record ReversePathMatch(Set<Option> options) implements Match {

    /** The options. */
    public enum Option {
        LOOSE("--loose"),
        VALIDMARK("--validmark"),
        ACCEPT_LOCAL("--accept-local"),
        INVERT("--invert");

        private final String text;

        Option(String text) {
            this.text = text;
        }

        /** The spelling of {@code iptables}. */
        @Override
        public String toString() {
            return text;
        }
    }

    public ReversePathMatch {
        options = Set.copyOf(options);
    }

    @Override
    public boolean matches(Packet packet, MatchContext context) {
        return passes(packet, context) != options.contains(Option.INVERT);
    }

    private boolean passes(Packet packet, MatchContext context) {
        IpAddress source = packet.source().address();
        if (source.isLoopback() && context.inInterface().equals("lo")) {
            return true;
        }
        if (context.addressType(source) == AddressType.LOCAL) {
            return options.contains(Option.ACCEPT_LOCAL);
        }
        Optional<String> back = context.interfaceTowards(source);
        return back.isPresent() && (options.contains(Option.LOOSE) || back.get().equals(context.inInterface()));
    }

    @Override
    public String explainMismatch(Packet packet, MatchContext context) {
        String way = context.interfaceTowards(packet.source().address()).orElse("nowhere");
        return "the way back to " + packet.source().address() + " leads " + way;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("-m rpfilter");
        for (Option option : Option.values()) {
            text.append(options.contains(option) ? " " + option : "");
        }
        return text.toString();
    }
}
