package io.podpath.netfilter;

import io.podpath.element.Fraction;
import io.podpath.model.Cidr;
import io.podpath.model.IcmpError;
import io.podpath.model.IpAddress;
import io.podpath.model.PacketMark;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import io.podpath.netfilter.ipset.SetQuery;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Reads one rule as {@code iptables} takes it or {@code iptables-save} prints it, behind {@code -A CHAIN}.
 *
 * <p>Understands the matches and targets of this package; anything else is an {@link IllegalArgumentException} that
 * names the word.
 */
public final class RuleParser {

    private static final long MAX_ENDPOINTS = 100_000;

    private final List<String> words;
    private int next;
    private HeaderMatch header = HeaderMatch.ANY;
    private final List<Match> matches = new ArrayList<>();
    private Target target = new Target.Continue();
    private String module = "";

    private RuleParser(List<String> words) {
        this.words = words;
    }

    /**
     * Reads a rule.
     *
     * @throws IllegalArgumentException if it holds something this package does not know
     */
    public static Rule parse(String text) {
        return new RuleParser(split(text)).rule();
    }

    private Rule rule() {
        boolean negated = false;
        while (next < words.size()) {
            String word = words.get(next++);
            if (word.equals("!")) {
                negated = true;
                continue;
            }
            if (!parseHeader(word, negated) && !parseTarget(word) && !parseMatch(word, negated)) {
                throw new IllegalArgumentException("cannot read '" + word + "' in rule: " + String.join(" ", words));
            }
            negated = false;
        }
        return new Rule(header, matches, target);
    }

    private boolean parseHeader(String word, boolean negated) {
        switch (word) {
            case "-s", "--source" -> header = header.withSource(Cidr.parse(word()), negated);
            case "-d", "--destination" -> header = header.withDestination(Cidr.parse(word()), negated);
            case "-i", "--in-interface" -> header = header.withInInterface(word(), negated);
            case "-o", "--out-interface" -> header = header.withOutInterface(word(), negated);
            case "-p", "--protocol" -> header = header.withProtocol(protocol(word()), negated);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean parseTarget(String word) {
        if (word.equals("-g") || word.equals("--goto")) {
            target = new Target.Goto(word());
            return true;
        }
        if (!word.equals("-j") && !word.equals("--jump")) {
            return false;
        }
        String name = word();
        target = switch (name) {
            case "ACCEPT" -> new Target.Accept();
            case "DROP" -> new Target.Drop();
            case "RETURN" -> new Target.Return();
            case "MARK" -> mark(word(), word());
            case "DNAT" -> new Target.Dnat(transportAddress(option("--to-destination")));
            case "SNAT" -> new Target.Snat(IpAddress.parse(option("--to-source")));
            case "MASQUERADE" -> new Target.Masquerade(takeIf("--random-fully"));
            case "REJECT" ->
                new Target.Reject(takeIf("--reject-with") ? icmpKind(word()) : IcmpError.Kind.PORT_UNREACHABLE);
            default -> new Target.Jump(name);
        };
        return true;
    }

    private boolean parseMatch(String word, boolean negated) {
        switch (word) {
            case "-m", "--match" -> openModule(word());
            case "--comment" -> matches.add(new CommentMatch(word()));
            case "--nfacct-name" -> matches.add(new NfacctMatch(word()));
            case "--dport", "--destination-port" -> ports(null, range(word(), negated));
            case "--sport", "--source-port" -> ports(range(word(), negated), null);
            case "--mark" -> matches.add(markMatch(word(), negated));
            case "--ctstate", "--state" -> matches.add(new ConntrackMatch(states(word()), negated));
            case "--dst-type" -> matches.add(addressType(AddressTypeMatch.Side.DESTINATION, negated));
            case "--src-type" -> matches.add(addressType(AddressTypeMatch.Side.SOURCE, negated));
            case "--mode" -> requireWord("random");
            case "--probability" -> matches.add(new StatisticMatch(probability(word())));
            case "--match-set" -> matches.add(set(word(), word(), negated));
            default -> {
                return module.equals("recent") && parseRecent(word);
            }
        }
        return true;
    }

    private void openModule(String name) {
        module = name;
        Protocol.find(name)
                .filter(Protocol::hasPorts)
                .ifPresent(protocol -> matches.add(new PortMatch(protocol, null, null)));
        if (name.equals("recent")) {
            matches.add(new RecentMatch("DEFAULT", RecentMatch.Action.SET, 0));
        }
    }

    private boolean parseRecent(String word) {
        int at = matches.size() - 1;
        RecentMatch open = (RecentMatch) matches.get(at);
        switch (word) {
            case "--name" -> matches.set(at, new RecentMatch(word(), open.action(), open.seconds()));
            case "--set" -> matches.set(at, new RecentMatch(open.list(), RecentMatch.Action.SET, 0));
            case "--rcheck" -> matches.set(at, new RecentMatch(open.list(), RecentMatch.Action.CHECK, open.seconds()));
            case "--seconds" -> matches.set(at, new RecentMatch(open.list(), open.action(), Integer.parseInt(word())));
            case "--mask" -> word();
            case "--reap", "--rsource" -> {}
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Port options belong to the protocol module opened last, wherever {@code -p} stands. */
    private void ports(
            PortMatch.@org.jspecify.annotations.Nullable Range source,
            PortMatch.@org.jspecify.annotations.Nullable Range destination) {
        for (int i = matches.size() - 1; i >= 0; i--) {
            if (matches.get(i) instanceof PortMatch open) {
                matches.set(
                        i,
                        new PortMatch(
                                open.protocol(),
                                source == null ? open.source() : source,
                                destination == null ? open.destination() : destination));
                return;
            }
        }
        throw new IllegalArgumentException("a port needs -m tcp, -m udp or -m sctp before it");
    }

    private static PortMatch.Range range(String text, boolean negated) {
        int colon = text.indexOf(':');
        int first = Integer.parseInt(colon < 0 ? text : text.substring(0, colon));
        return new PortMatch.Range(first, colon < 0 ? first : Integer.parseInt(text.substring(colon + 1)), negated);
    }

    private AddressTypeMatch addressType(AddressTypeMatch.Side side, boolean negated) {
        requireWord("LOCAL");
        return new AddressTypeMatch(side, negated);
    }

    private SetMatch set(String name, String directions, boolean negated) {
        List<SetQuery.Side> sides = new ArrayList<>();
        for (String direction : directions.split(",", -1)) {
            sides.add(
                    switch (direction) {
                        case "src" -> SetQuery.Side.SOURCE;
                        case "dst" -> SetQuery.Side.DESTINATION;
                        default -> throw new IllegalArgumentException("expected src or dst, not " + direction);
                    });
        }
        List<String> options = takeIf("--return-nomatch") ? List.of("--return-nomatch") : List.of();
        return new SetMatch(name, sides, negated, options);
    }

    private static MarkMatch markMatch(String text, boolean negated) {
        int slash = text.indexOf('/');
        PacketMark value = hex(slash < 0 ? text : text.substring(0, slash));
        return new MarkMatch(value, slash < 0 ? new PacketMark(-1) : hex(text.substring(slash + 1)), negated);
    }

    private static Target mark(String option, String operand) {
        int slash = operand.indexOf('/');
        PacketMark value = hex(slash < 0 ? operand : operand.substring(0, slash));
        PacketMark mask = slash < 0 ? new PacketMark(-1) : hex(operand.substring(slash + 1));
        return switch (option) {
            case "--or-mark" -> Target.Mark.or(value);
            case "--xor-mark" -> Target.Mark.xor(value);
            case "--set-xmark" -> new Target.Mark(value, mask);
            case "--set-mark" -> new Target.Mark(value, new PacketMark(mask.bits() | value.bits()));
            case "--and-mark" -> new Target.Mark(PacketMark.NONE, new PacketMark(~value.bits()));
            default -> throw new IllegalArgumentException("cannot read MARK " + option);
        };
    }

    private static PacketMark hex(String text) {
        return new PacketMark(Long.decode(text).intValue());
    }

    private static Set<ConntrackState> states(String list) {
        Set<ConntrackState> states = EnumSet.noneOf(ConntrackState.class);
        for (String state : list.split(",", -1)) {
            states.add(ConntrackState.valueOf(state));
        }
        return states;
    }

    /** A printed probability is a rounded {@code 1/n} wherever kube-proxy wrote it; that fraction is taken back. */
    private static Fraction probability(String text) {
        double value = Double.parseDouble(text);
        long n = Math.round(1 / value);
        boolean isInverse = n >= 1 && n <= MAX_ENDPOINTS && Math.abs(value - 1.0 / n) < 1e-9;
        BigDecimal exact = new BigDecimal(text);
        return isInverse
                ? Fraction.of(1, n)
                : new Fraction(exact.unscaledValue(), java.math.BigInteger.TEN.pow(exact.scale()));
    }

    private static TransportAddress transportAddress(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("cannot read DNAT --to-destination " + text + " without a port");
        }
        String address = text.substring(0, colon).replace("[", "").replace("]", "");
        return new TransportAddress(IpAddress.parse(address), Integer.parseInt(text.substring(colon + 1)));
    }

    private static IcmpError.Kind icmpKind(String name) {
        for (IcmpError.Kind kind : IcmpError.Kind.values()) {
            if (name.equals("icmp-" + IptablesText.icmpName(kind))
                    || name.equals("icmp6-" + IptablesText.icmpName(kind))) {
                return kind;
            }
        }
        throw new IllegalArgumentException("cannot read REJECT --reject-with " + name);
    }

    private static Protocol protocol(String name) {
        return Protocol.find(name).orElseThrow(() -> new IllegalArgumentException("cannot read protocol " + name));
    }

    private String word() {
        if (next == words.size()) {
            throw new IllegalArgumentException("rule ends too early: " + String.join(" ", words));
        }
        return words.get(next++);
    }

    private String option(String name) {
        requireWord(name);
        return word();
    }

    private void requireWord(String wanted) {
        String word = word();
        if (!word.equals(wanted)) {
            throw new IllegalArgumentException("expected " + wanted + ", not " + word);
        }
    }

    private boolean takeIf(String wanted) {
        boolean there = next < words.size() && words.get(next).equals(wanted);
        next += there ? 1 : 0;
        return there;
    }

    /** Words are separated by blanks; double quotes keep blanks, a backslash keeps the next character. */
    private static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        boolean open = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                word.append(text.charAt(++i));
                open = true;
            } else if (c == '"') {
                quoted = !quoted;
                open = true;
            } else if (Character.isWhitespace(c) && !quoted) {
                if (open) {
                    words.add(word.toString());
                    word.setLength(0);
                    open = false;
                }
            } else {
                word.append(c);
                open = true;
            }
        }
        if (open) {
            words.add(word.toString());
        }
        return words;
    }
}
