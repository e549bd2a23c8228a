package io.podpath.model;

import java.util.Arrays;
import java.util.Optional;

/** Text forms of addresses. Written by hand because the JDK's parser accepts host names and looks them up. */
final class IpAddressText {

    private static final int IPV6_GROUPS = 8;

    private IpAddressText() {}

    /** Accepts four decimal octets; leading zeros are read as decimal, as kube-proxy's parser does. */
    static Optional<IpAddress> parseIpv4(String text) {
        int bits = 0;
        int octets = 0;
        int value = -1;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '.';
            if (c == '.') {
                if (value < 0 || octets == 4) {
                    return Optional.empty();
                }
                bits = bits << 8 | value;
                octets++;
                value = -1;
            } else if (c >= '0' && c <= '9') {
                value = Math.max(value, 0) * 10 + (c - '0');
                if (value > 255) {
                    return Optional.empty();
                }
            } else {
                return Optional.empty();
            }
        }
        return octets == 4 ? Optional.of(IpAddress.ofIpv4(bits)) : Optional.empty();
    }

    static Optional<IpAddress> parseIpv6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return Optional.empty();
        }
        int[] head = groups(gap < 0 ? text : text.substring(0, gap));
        int[] tail = gap < 0 ? new int[0] : groups(text.substring(gap + 2));
        if (head == BAD || tail == BAD) {
            return Optional.empty();
        }
        int written = head.length + tail.length;
        if (gap < 0 ? written != IPV6_GROUPS : written >= IPV6_GROUPS) {
            return Optional.empty();
        }
        long[] halves = new long[2];
        for (int i = 0; i < IPV6_GROUPS; i++) {
            int fromTail = i - (IPV6_GROUPS - tail.length);
            int group = i < head.length ? head[i] : fromTail >= 0 ? tail[fromTail] : 0;
            halves[i / 4] = halves[i / 4] << 16 | group;
        }
        return Optional.of(new IpAddress(halves[0], halves[1]));
    }

    private static final int[] BAD = new int[0];

    /** The 16-bit groups of one side of the double colon; a trailing dotted quad counts as two groups. */
    private static int[] groups(String side) {
        if (side.isEmpty()) {
            return new int[0];
        }
        String[] parts = side.split(":", -1);
        int[] groups = new int[IPV6_GROUPS + 1];
        int count = 0;
        for (int i = 0; i < parts.length; i++) {
            if (count >= IPV6_GROUPS) {
                return BAD;
            }
            if (i == parts.length - 1 && parts[i].indexOf('.') >= 0) {
                Optional<IpAddress> quad = parseIpv4(parts[i]);
                if (quad.isEmpty()) {
                    return BAD;
                }
                int bits = (int) quad.get().low();
                groups[count++] = bits >>> 16;
                groups[count++] = bits & 0xffff;
            } else {
                int group = hexGroup(parts[i]);
                if (group < 0) {
                    return BAD;
                }
                groups[count++] = group;
            }
        }
        return Arrays.copyOf(groups, count);
    }

    private static int hexGroup(String part) {
        if (part.isEmpty() || part.length() > 4) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < part.length(); i++) {
            int digit = Character.digit(part.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    static String formatIpv4(int bits) {
        return (bits >>> 24) + "." + (bits >>> 16 & 0xff) + "." + (bits >>> 8 & 0xff) + "." + (bits & 0xff);
    }

    /** The longest run of at least two zero groups becomes the double colon; the first of equals wins. */
    static String formatIpv6(long high, long low) {
        int[] groups = new int[IPV6_GROUPS];
        for (int i = 0; i < IPV6_GROUPS; i++) {
            groups[i] = (int) ((i < 4 ? high : low) >>> (48 - 16 * (i % 4))) & 0xffff;
        }
        int gapStart = -1;
        int gapLength = 1;
        for (int i = 0; i < IPV6_GROUPS; i++) {
            int run = 0;
            while (i + run < IPV6_GROUPS && groups[i + run] == 0) {
                run++;
            }
            if (run > gapLength) {
                gapStart = i;
                gapLength = run;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < IPV6_GROUPS; i++) {
            if (i == gapStart) {
                text.append("::");
                i += gapLength - 1;
            } else {
                if (text.length() > 0 && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
