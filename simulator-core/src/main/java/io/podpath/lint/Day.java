package io.podpath.lint;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A day of the calendar. The core has no clock: whoever asks says which day it is.
 *
 * @param year the year
 * @param month 1 to 12
 * @param dayOfMonth 1 to 31
 */
public record Day(int year, int month, int dayOfMonth) implements Comparable<Day> {

    private static final Pattern ISO = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})");
    private static final int[] LENGTHS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    /** Reads {@code 2028-03-31}; nothing if the text is no day. A 29th of February counts in every year. */
    public static Optional<Day> tryParse(String text) {
        Matcher matcher = ISO.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Day day = new Day(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)));
        return day.exists() ? Optional.of(day) : Optional.empty();
    }

    private boolean exists() {
        return month >= 1 && month <= LENGTHS.length && dayOfMonth >= 1 && dayOfMonth <= LENGTHS[month - 1];
    }

    /** The same day of the next year. */
    Day aYearLater() {
        return new Day(year + 1, month, dayOfMonth);
    }

    @Override
    public int compareTo(Day other) {
        int years = Integer.compare(year, other.year);
        int months = Integer.compare(month, other.month);
        return years != 0 ? years : months != 0 ? months : Integer.compare(dayOfMonth, other.dayOfMonth);
    }

    /** For example {@code 2028-03-31}. */
    @Override
    public String toString() {
        return "%04d-%02d-%02d".formatted(year, month, dayOfMonth);
    }
}
