package io.podpath.scenario.report;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Virtual time in words a person compares at a glance. */
final class Durations {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private Durations() {}

    /** Milliseconds with three decimals below a second, else seconds: {@code 0.610 ms}, {@code 127 s}. */
    static String format(long nanos) {
        return nanos < NANOS_PER_SECOND
                ? decimal(nanos, 6, 3).toPlainString() + " ms"
                : shorten(decimal(nanos, 9, 3)) + " s";
    }

    private static BigDecimal decimal(long nanos, int unitDigits, int shownDigits) {
        return BigDecimal.valueOf(nanos, unitDigits).setScale(shownDigits, RoundingMode.HALF_UP);
    }

    private static String shorten(BigDecimal seconds) {
        return seconds.stripTrailingZeros().toPlainString();
    }
}
