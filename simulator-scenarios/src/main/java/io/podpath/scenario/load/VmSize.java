package io.podpath.scenario.load;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The vCPUs that the name of a VM size tells.
 *
 * <p>Since version 3 of a series the number behind the letters is that of vCPUs, as it is in the series B, F and L; in the
 * second version of D and its kin it counts sizes. Other names are not guessed at.
 *
 * <p><i>Source:</i> azure-docs, VM sizes naming conventions; Dv2 and DSv2-series.
 */
final class VmSize {

    private static final Pattern NAME = Pattern.compile(
            "(?i)(?:Standard_)?([A-Z]+?)(\\d+)(?:-(\\d+))?([a-z]*)(?:_(?!v\\d)[A-Z][A-Z0-9]*)?(?:_v(\\d+))?");
    private static final int FIRST_COUNTED_VERSION = 3;
    private static final Map<Integer, Integer> DV2_VCPUS =
            Map.of(1, 1, 2, 2, 3, 4, 4, 8, 5, 16, 11, 2, 12, 4, 13, 8, 14, 16, 15, 20);

    private VmSize() {}

    /** The number of vCPUs, if the name tells. */
    static OptionalInt vcpus(String size) {
        Matcher matcher = NAME.matcher(size);
        if (!matcher.matches()) {
            return OptionalInt.empty();
        }
        String series = matcher.group(1).toUpperCase(Locale.ROOT);
        int number = Integer.parseInt(matcher.group(2));
        int version = matcher.group(5) == null ? 1 : Integer.parseInt(matcher.group(5));
        if (matcher.group(3) != null) {
            return OptionalInt.of(Integer.parseInt(matcher.group(3)));
        }
        if (version >= FIRST_COUNTED_VERSION || series.equals("B") || series.equals("F") || series.equals("L")) {
            return OptionalInt.of(number);
        }
        Integer dv2 = series.equals("D") || series.equals("DS") ? DV2_VCPUS.get(number) : null;
        return dv2 == null ? OptionalInt.empty() : OptionalInt.of(dv2);
    }
}
