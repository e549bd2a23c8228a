package io.podpath.netfilter.dump;

import io.podpath.model.IcmpError;
import io.podpath.model.IpFamily;
import io.podpath.model.PacketMark;
import io.podpath.netfilter.IptablesText;
import io.podpath.netfilter.NatRange;
import io.podpath.netfilter.Target;
import io.podpath.netfilter.text.Word;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/** Reads targets. What iptables has and podpath does not model is kept as it stands. */
final class TargetReader {

    /** Targets that change nothing podpath models. */
    private static final Set<String> NO_EFFECT = Set.of(
            "LOG",
            "NFLOG",
            "ULOG",
            "AUDIT",
            "TRACE",
            "TCPMSS",
            "CHECKSUM",
            "DSCP",
            "TOS",
            "CLASSIFY",
            "ECN",
            "LED",
            "IDLETIMER",
            "RATEEST",
            "SECMARK",
            "CONNSECMARK",
            "TCPOPTSTRIP",
            "HMARK");

    private static final Set<String> NOT_MODELLED =
            Set.of("CT", "TPROXY", "NFQUEUE", "QUEUE", "NETMAP", "SET", "SYNPROXY", "TEE", "TTL", "CLUSTERIP", "SAME");

    private static final Set<String> MODELLED = Set.of(
            "ACCEPT",
            "DROP",
            "RETURN",
            "MARK",
            "CONNMARK",
            "DNAT",
            "SNAT",
            "MASQUERADE",
            "REDIRECT",
            "REJECT",
            "NOTRACK");

    private TargetReader() {}

    static boolean isTarget(String name) {
        return MODELLED.contains(name) || NO_EFFECT.contains(name) || NOT_MODELLED.contains(name);
    }

    /** The chains of a table and every target, to find the one that was meant. */
    static Set<String> namesAnd(Set<String> chains) {
        Set<String> names = new LinkedHashSet<>(chains);
        names.addAll(new TreeSet<>(MODELLED));
        names.addAll(new TreeSet<>(NO_EFFECT));
        names.addAll(new TreeSet<>(NOT_MODELLED));
        return names;
    }

    static Target read(Segment segment) {
        String name = segment.name().text();
        if (NO_EFFECT.contains(name)) {
            return new Target.NoEffect(segment.text());
        }
        Target target = readModelled(segment);
        if (segment.hasNext() && !(target instanceof Target.NotModelled)) {
            String surplus = segment.option();
            throw new RuleSyntaxException(segment.last(), name + " has no option '" + surplus + "' here");
        }
        return target;
    }

    private static Target readModelled(Segment segment) {
        return switch (segment.name().text()) {
            case "ACCEPT" -> new Target.Accept();
            case "DROP" -> new Target.Drop();
            case "RETURN" -> new Target.Return();
            case "MARK" -> mark(segment);
            case "CONNMARK" -> connectionMark(segment);
            case "DNAT", "SNAT", "MASQUERADE", "REDIRECT" -> nat(segment);
            case "REJECT" -> reject(segment);
            case "NOTRACK" -> new Target.NoTrack("NOTRACK");
            case "CT" -> connectionTracking(segment);
            default -> new Target.NotModelled(segment.text());
        };
    }

    private static Target connectionTracking(Segment segment) {
        boolean isNoTrack =
                segment.text().equals("CT --notrack") && segment.option().equals("--notrack");
        return isNoTrack ? new Target.NoTrack(segment.text()) : new Target.NotModelled(segment.text());
    }

    private static Target mark(Segment segment) {
        String option = option(segment);
        Word value = segment.value();
        PacketMark bits = Values.value(value);
        PacketMark mask = Values.mask(value);
        return switch (option) {
            case "--or-mark" -> Target.Mark.or(bits);
            case "--xor-mark" -> Target.Mark.xor(bits);
            case "--set-xmark" -> new Target.Mark(bits, mask);
            case "--set-mark" -> new Target.Mark(bits, new PacketMark(mask.bits() | bits.bits()));
            case "--and-mark" -> new Target.Mark(PacketMark.NONE, new PacketMark(~bits.bits()));
            default -> throw new RuleSyntaxException(segment.name(), "MARK has no option '" + option + "'");
        };
    }

    private static Target connectionMark(Segment segment) {
        String option = option(segment);
        if (option.equals("--save-mark") || option.equals("--restore-mark")) {
            return copyMark(segment, option.equals("--restore-mark"));
        }
        if (option.contains("shift")) {
            return new Target.NotModelled(segment.text());
        }
        Word value = segment.value();
        PacketMark bits = Values.value(value);
        PacketMark mask = Values.mask(value);
        if (segment.hasNext()) {
            return new Target.NotModelled(segment.text());
        }
        return switch (option) {
            case "--or-mark" -> new Target.ConnectionMark(bits, bits);
            case "--xor-mark" -> new Target.ConnectionMark(bits, PacketMark.NONE);
            case "--set-xmark" -> new Target.ConnectionMark(bits, mask);
            case "--set-mark" -> new Target.ConnectionMark(bits, new PacketMark(mask.bits() | bits.bits()));
            case "--and-mark" -> new Target.ConnectionMark(PacketMark.NONE, new PacketMark(~bits.bits()));
            default -> throw new RuleSyntaxException(segment.name(), "CONNMARK has no option '" + option + "'");
        };
    }

    private static Target copyMark(Segment segment, boolean restores) {
        PacketMark packetMask = new PacketMark(-1);
        PacketMark connectionMask = new PacketMark(-1);
        while (segment.hasNext()) {
            String option = segment.option();
            Word value = segment.value();
            PacketMark bits = Values.bits(value, value.text());
            switch (option) {
                case "--nfmask" -> packetMask = bits;
                case "--ctmask" -> connectionMask = bits;
                case "--mask" -> {
                    packetMask = bits;
                    connectionMask = bits;
                }
                default -> {
                    return new Target.NotModelled(segment.text());
                }
            }
        }
        return new Target.CopyMark(restores, packetMask, connectionMask);
    }

    private static Target nat(Segment segment) {
        String name = segment.name().text();
        NatRange range = NatRanges.read(segment);
        if (range == null) {
            return new Target.NotModelled(segment.text());
        }
        if ((name.equals("DNAT") || name.equals("SNAT")) && range.addresses() == null && range.ports() == null) {
            String option = name.equals("DNAT") ? "--to-destination" : "--to-source";
            throw new RuleSyntaxException(segment.name(), name + " needs " + option);
        }
        return switch (name) {
            case "DNAT" -> new Target.Dnat(range);
            case "SNAT" -> new Target.Snat(range);
            case "MASQUERADE" -> new Target.Masquerade(range);
            default -> new Target.Redirect(range);
        };
    }

    private static Target reject(Segment segment) {
        if (!segment.hasNext()) {
            return new Target.Reject(IcmpError.Kind.PORT_UNREACHABLE);
        }
        String option = segment.option();
        Word with = segment.value();
        if (!option.equals("--reject-with")) {
            throw new RuleSyntaxException(with, "REJECT has no option '" + option + "'");
        }
        if (with.text().equals("tcp-reset") || with.text().equals("tcp-rst")) {
            return new Target.Reset();
        }
        for (IcmpError.Kind kind : IcmpError.Kind.values()) {
            for (IpFamily family : IpFamily.values()) {
                if (with.text().equals(IptablesText.icmpName(kind, family))) {
                    return new Target.Reject(kind, family);
                }
            }
        }
        throw new RuleSyntaxException(
                with, "'" + with.text() + "' is no answer of REJECT such as icmp-port-unreachable or tcp-reset");
    }

    private static String option(Segment segment) {
        if (!segment.hasNext()) {
            throw new RuleSyntaxException(segment.name(), segment.name().text() + " needs an option");
        }
        return segment.option();
    }
}
