package io.podpath.netfilter.dump;

import io.podpath.element.Fraction;
import io.podpath.model.Cidr;
import io.podpath.model.IpFamily;
import io.podpath.netfilter.Match;
import io.podpath.netfilter.RecentMatch;
import io.podpath.netfilter.StatisticMatch;
import io.podpath.netfilter.match.ChanceMatch;
import io.podpath.netfilter.match.LimitMatch;
import io.podpath.netfilter.text.Word;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Readers of matches that draw, count or remember. */
final class ChanceReaders {

    private static final long MAX_ENDPOINTS = 100_000;
    private static final long SECOND = 1_000_000_000L;
    private static final Map<String, Long> UNITS =
            Map.of("s", SECOND, "m", 60 * SECOND, "h", 3_600 * SECOND, "d", 86_400 * SECOND);

    private ChanceReaders() {}

    static List<Match> statistic(Segment segment) {
        String text = "-m " + segment.text();
        if (!segment.hasNext() || !segment.option().equals("--mode")) {
            return List.of();
        }
        Word mode = segment.value();
        if (!segment.hasNext()) {
            return List.of();
        }
        String option = segment.option();
        boolean negated = segment.isNegated();
        Word value = segment.value();
        if (mode.text().equals("random") && option.equals("--probability")) {
            Fraction chance = probability(value);
            return List.of(negated ? new ChanceMatch(chance.complement(), text) : new StatisticMatch(chance));
        }
        if (mode.text().equals("nth") && option.equals("--every")) {
            int every = Values.number(value, value.text(), Integer.MAX_VALUE, "a count");
            Fraction chance = Fraction.of(1, Math.max(1, every));
            if (segment.hasNext() && segment.option().equals("--packet")) {
                // Which one of them it is says nothing: nobody knows how many came before.
                Values.number(segment.value(), segment.last().text(), Integer.MAX_VALUE, "a count");
            }
            return List.of(new ChanceMatch(negated ? chance.complement() : chance, text));
        }
        return List.of();
    }

    /** A printed probability is a rounded {@code 1/n} wherever kube-proxy wrote it; that fraction is taken back. */
    private static Fraction probability(Word word) {
        if (!word.text().matches("[01](\\.[0-9]{1,20})?") || Double.parseDouble(word.text()) > 1) {
            throw new RuleSyntaxException(word, "'" + word.text() + "' is not a probability from 0 to 1");
        }
        double value = Double.parseDouble(word.text());
        long n = value == 0 ? 0 : Math.round(1 / value);
        boolean isInverse = n >= 1 && n <= MAX_ENDPOINTS && Math.abs(value - 1.0 / n) < 1e-9;
        BigDecimal exact = new BigDecimal(word.text());
        return isInverse ? Fraction.of(1, n) : new Fraction(exact.unscaledValue(), BigInteger.TEN.pow(exact.scale()));
    }

    /** All but {@code --rttl}, which is not understood. */
    static List<Match> recent(Segment segment) {
        String list = "DEFAULT";
        RecentMatch.@Nullable Action action = null;
        RecentMatch.Limit limit = RecentMatch.Limit.NONE;
        RecentMatch.Who who = RecentMatch.Who.source(IpFamily.IPV4);
        boolean negated = false;
        while (segment.hasNext()) {
            String option = segment.option();
            Optional<RecentMatch.Action> named = recentAction(option);
            if (named.isPresent()) {
                action = named.get();
                negated = segment.isNegated();
                continue;
            }
            if (segment.isNegated()) {
                return List.of();
            }
            switch (option) {
                case "--rsource" -> who = new RecentMatch.Who(false, who.ignoredBits(), who.family());
                case "--rdest" -> who = new RecentMatch.Who(true, who.ignoredBits(), who.family());
                case "--name" -> list = segment.value().text();
                case "--reap" -> limit = new RecentMatch.Limit(limit.seconds(), limit.hitCount(), true);
                case "--seconds" -> limit = new RecentMatch.Limit(number(segment), limit.hitCount(), limit.reap());
                case "--hitcount" -> limit = new RecentMatch.Limit(limit.seconds(), number(segment), limit.reap());
                case "--mask" -> {
                    Optional<Cidr> mask = Netmasks.readMask(segment.value());
                    if (mask.isEmpty()) {
                        return List.of();
                    }
                    IpFamily family = mask.get().family();
                    who = new RecentMatch.Who(
                            who.isDestination(),
                            family.addressBits() - mask.get().prefixLength(),
                            family);
                }
                default -> {
                    return List.of();
                }
            }
        }
        return action == null ? List.of() : List.of(new RecentMatch(list, action, limit, who, negated));
    }

    private static int number(Segment segment) {
        Word value = segment.value();
        return Values.number(value, value.text(), Integer.MAX_VALUE, "a number");
    }

    private static Optional<RecentMatch.Action> recentAction(String option) {
        for (RecentMatch.Action action : RecentMatch.Action.values()) {
            if (action.option().equals(option)) {
                return Optional.of(action);
            }
        }
        return Optional.empty();
    }

    static List<Match> limit(Segment segment) {
        String rate = "3/hour";
        int burst = LimitMatch.DEFAULT_BURST;
        Word at = segment.name();
        while (segment.hasNext()) {
            String option = segment.option();
            Word value = segment.value();
            switch (option) {
                case "--limit" -> {
                    rate = value.text();
                    at = value;
                }
                case "--limit-burst" -> burst = Values.number(value, value.text(), 10_000, "a burst");
                default -> {
                    return List.of();
                }
            }
        }
        return List.of(new LimitMatch(rate, tokenNanos(at, rate), burst));
    }

    private static long tokenNanos(Word at, String rate) {
        if (!rate.matches("[1-9][0-9]{0,6}/[smhd][a-z]*")) {
            throw new RuleSyntaxException(at, "'" + rate + "' is not a rate such as 5/min");
        }
        int slash = rate.indexOf('/');
        long unit = UNITS.getOrDefault(rate.substring(slash + 1, slash + 2), SECOND);
        return unit / Long.parseLong(rate.substring(0, slash));
    }
}
