package io.podpath.netfilter.match;

import io.podpath.model.Packet;
import io.podpath.netfilter.HeaderMatch;
import io.podpath.netfilter.Match;
import io.podpath.netfilter.MatchContext;
import org.jspecify.annotations.Nullable;

/**
 * {@code -m physdev}: the ports of a bridge the packet came in on and will leave by.
 *
 * <p>A packet that did not come over a bridge matches only if every option is negated.
 *
 * <p><i>Source:</i> Linux {@code net/netfilter/xt_physdev.c}.
 *
 * @param in {@code --physdev-in}
 * @param isIn {@code --physdev-is-in}
 * @param out {@code --physdev-out}
 * @param isOut {@code --physdev-is-out}
 * @param isBridged {@code --physdev-is-bridged}
 */
public record PhysdevMatch(
        HeaderMatch.@Nullable Interface in, Flag isIn, HeaderMatch.@Nullable Interface out, Flag isOut, Flag isBridged)
        implements Match {

    /** An option that is asked for, negated, or absent. */
    public enum Flag {
        ABSENT,
        WANTED,
        NEGATED;

        /** The flag of an option that is there. */
        public static Flag of(boolean negated) {
            return negated ? NEGATED : WANTED;
        }

        boolean fits(boolean isSo) {
            return this == ABSENT || isSo == (this == WANTED);
        }
    }

    @Override
    public boolean matches(Packet packet, MatchContext context) {
        String inPort = context.bridgeInPort();
        String outPort = context.bridgeOutPort();
        return isBridged.fits(!outPort.isEmpty())
                && isIn.fits(!inPort.isEmpty())
                && isOut.fits(!outPort.isEmpty())
                && fits(in, inPort)
                && fits(out, outPort);
    }

    private static boolean fits(HeaderMatch.@Nullable Interface wanted, String port) {
        if (wanted == null) {
            return true;
        }
        return port.isEmpty() ? wanted.negated() : wanted.matches(port);
    }

    @Override
    public String explainMismatch(Packet packet, MatchContext context) {
        return context.bridgeInPort().isEmpty()
                ? "the packet did not come over a bridge"
                : "the bridge takes it from " + context.bridgeInPort()
                        + (context.bridgeOutPort().isEmpty() ? "" : " to " + context.bridgeOutPort());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("-m physdev");
        append(text, "--physdev-in", in);
        append(text, "--physdev-is-in", isIn);
        append(text, "--physdev-out", out);
        append(text, "--physdev-is-out", isOut);
        append(text, "--physdev-is-bridged", isBridged);
        return text.toString();
    }

    private static void append(StringBuilder text, String option, HeaderMatch.@Nullable Interface wanted) {
        if (wanted != null) {
            text.append(wanted.negated() ? " ! " : " ")
                    .append(option)
                    .append(' ')
                    .append(wanted.pattern());
        }
    }

    private static void append(StringBuilder text, String option, Flag flag) {
        if (flag != Flag.ABSENT) {
            text.append(flag == Flag.NEGATED ? " ! " : " ").append(option);
        }
    }
}
