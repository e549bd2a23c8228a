package io.podpath.azure.security;

import io.podpath.azure.PlatformAddresses;
import io.podpath.azure.resource.NsgRule;
import io.podpath.azure.resource.NsgRule.Side;
import io.podpath.azure.resource.NsgRule.TrafficDirection;
import io.podpath.azure.security.AddressMatcher.Position;
import io.podpath.azure.security.AddressSet.Coverage;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which packets each rule of a group decides, by exact arithmetic with sets: a rule decides what it matches and no rule
 * before it does.
 *
 * <p>A service tag whose contents nobody gave stands for itself: a rule with such a tag certainly matches none of the
 * addresses a question names, and possibly every public one. Packets to the platform's own addresses pass without being
 * asked about and count as matched by rules that hold their address, which never makes a rule look shadowed.
 *
 * <p>A question that takes more than {@value #MOST_BOXES} boxes to answer stays open.
 */
public final class RuleReach {

    private static final int MOST_BOXES = 10_000;
    private static final Intervals<IpAddress> HOST = AddressSet.intervals(List.of(Cidr.host(PlatformAddresses.HOST)));

    private final List<Reach> reaches = new ArrayList<>();

    /**
     * What one rule matches.
     *
     * @param rule the rule
     * @param certain what it matches whatever tags of unknown contents hold
     * @param possible what it may match
     */
    private record Reach(NsgRule rule, PacketBox certain, PacketBox possible) {}

    /**
     * The part of the packets asked about that a rule decides.
     *
     * @param rule the rule
     * @param packets that part; never empty
     */
    public record Share(NsgRule rule, PacketSet packets) {}

    /**
     * Who decides about the packets asked about.
     *
     * @param shares the rules that decide a part, in order of priority, the default rules last
     * @param possible rules that may decide a part too, depending on tags of unknown contents
     */
    public record Split(List<Share> shares, List<NsgRule> possible) {

        public Split {
            shares = List.copyOf(shares);
            possible = List.copyOf(possible);
        }
    }

    private RuleReach(NetworkSecurityGroup group, TrafficDirection direction) {
        List<NsgRule> rules = new ArrayList<>(group.spec().rules());
        rules.addAll(DefaultSecurityRules.ALL);
        rules.removeIf(rule -> rule.direction() != direction);
        rules.sort(Comparator.comparingInt(NsgRule::priority));
        rules.forEach(rule -> reaches.add(reach(rule, group.tags())));
    }

    /** The rules of a direction, the default ones included. */
    public static RuleReach of(NetworkSecurityGroup group, TrafficDirection direction) {
        return new RuleReach(group, direction);
    }

    /** Who decides about these packets; nothing if that takes too long to find out. */
    public Optional<Split> split(PacketSet packets) {
        List<Share> shares = new ArrayList<>();
        List<NsgRule> possible = new ArrayList<>();
        PacketSet rest = packets;
        for (Reach reach : reaches) {
            PacketSet share = rest.intersect(reach.certain());
            if (!share.isEmpty()) {
                shares.add(new Share(reach.rule(), share));
                rest = rest.minus(reach.certain());
            }
            if (!rest.intersect(reach.possible()).isEmpty()) {
                possible.add(reach.rule());
            }
            if (rest.size() > MOST_BOXES) {
                return Optional.empty();
            }
        }
        return Optional.of(new Split(shares, possible));
    }

    /** The rules before this one that take everything it matches; empty if something is left for it. */
    public List<NsgRule> shadowsOf(NsgRule rule) {
        List<NsgRule> shadows = new ArrayList<>();
        PacketSet rest = new PacketSet(List.of());
        for (Reach reach : reaches) {
            if (reach.rule().equals(rule)) {
                rest = new PacketSet(reach.certain().isEmpty() ? List.of() : List.of(reach.certain()));
            }
        }
        boolean isAsked = !rest.isEmpty();
        for (Reach reach : reaches) {
            if (reach.rule().equals(rule) || rest.isEmpty() || rest.size() > MOST_BOXES) {
                break;
            }
            if (!rest.intersect(reach.certain()).isEmpty()) {
                shadows.add(reach.rule());
                rest = rest.minus(reach.certain());
            }
        }
        return isAsked && rest.isEmpty() ? shadows : List.of();
    }

    /** Whether a rule matches no packet at all: a side of it stands for nothing. */
    public boolean isEmpty(NsgRule rule) {
        return reaches.stream()
                .filter(reach -> reach.rule().equals(rule))
                .anyMatch(reach -> reach.certain().isEmpty());
    }

    private static Reach reach(NsgRule rule, ServiceTags tags) {
        boolean namesPorts =
                !rule.source().ports().isEmpty() || !rule.destination().ports().isEmpty();
        Set<Protocol> protocols =
                rule.findProtocol().<Set<Protocol>>map(EnumSet::of).orElseGet(() -> EnumSet.allOf(Protocol.class));
        Set<Protocol> matched = new TreeSet<>(protocols);
        matched.removeIf(protocol -> namesPorts && !protocol.hasPorts());
        PacketBox certain = box(rule, matched, tags, false);
        return new Reach(rule, certain, box(rule, matched, tags, true));
    }

    private static PacketBox box(NsgRule rule, Set<Protocol> protocols, ServiceTags tags, boolean widest) {
        return new PacketBox(
                protocols,
                addresses(rule.source(), Position.SOURCE, tags, widest),
                addresses(rule.destination(), Position.DESTINATION, tags, widest),
                rule.source().ports().isEmpty()
                        ? PacketBox.EVERY_PORT
                        : PacketSet.ports(rule.source().ports()),
                rule.destination().ports().isEmpty()
                        ? PacketBox.EVERY_PORT
                        : PacketSet.ports(rule.destination().ports()));
    }

    private static AddressSet addresses(Side side, Position position, ServiceTags tags, boolean widest) {
        AddressMatcher field = new AddressMatcher(side, position, tags);
        if (!field.isExplicit()) {
            return new AddressSet(AddressSet.EVERYTHING, Set.of(), Coverage.EVERY_SERVICE);
        }
        List<Intervals.Stretch<IpAddress>> stretches =
                new ArrayList<>(AddressSet.intervals(field.prefixes()).stretches());
        Coverage coverage = Coverage.NAMED;
        for (WellKnownTag tag : field.tags()) {
            switch (tag) {
                case VIRTUALNETWORK ->
                    stretches.addAll(virtualNetwork(position, tags).stretches());
                case AZURELOADBALANCER -> stretches.addAll(HOST.stretches());
                case INTERNET -> {
                    stretches.addAll(tags.internet().stretches());
                    coverage = Coverage.EVERY_SERVICE;
                }
                case AZUREPLATFORMDNS, AZUREPLATFORMIMDS, AZUREPLATFORMLKM -> {}
                case OTHER -> {
                    if (widest) {
                        stretches.addAll(tags.internet().stretches());
                    }
                }
            }
        }
        return new AddressSet(Intervals.of(stretches), unknownTags(side, tags), coverage);
    }

    /** As a source, the host's address counts for the tag of health probes only. */
    private static Intervals<IpAddress> virtualNetwork(Position position, ServiceTags tags) {
        List<Cidr> prefixes = new ArrayList<>(tags.virtualNetworkPrefixes());
        if (position == Position.SOURCE) {
            return AddressSet.intervals(prefixes).minus(HOST);
        }
        prefixes.add(Cidr.host(PlatformAddresses.HOST));
        return AddressSet.intervals(prefixes);
    }

    /** The names of tags that stand for no range podpath knows, those of platform services included. */
    private static Set<String> unknownTags(Side side, ServiceTags tags) {
        Set<String> unknown = new TreeSet<>();
        for (String prefix : side.prefixes()) {
            Optional<WellKnownTag> known = WellKnownTag.find(prefix);
            boolean isPlatform = known.filter(WellKnownTag::isPlatform).isPresent();
            boolean isOther = known.isEmpty()
                    && Cidr.tryParse(prefix).isEmpty()
                    && tags.named().findServiceTag(prefix).isEmpty();
            if (isPlatform || isOther) {
                unknown.add(prefix.toLowerCase(Locale.ROOT));
            }
        }
        return unknown;
    }
}
