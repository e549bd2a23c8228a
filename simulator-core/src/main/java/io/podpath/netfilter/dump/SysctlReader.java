package io.podpath.netfilter.dump;

import io.podpath.netfilter.Sysctls;
import io.podpath.netfilter.text.Parsed;
import io.podpath.netfilter.text.TextProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the lines of {@code sysctl -a} that decide packets' paths.
 *
 * <p>Of {@code rp_filter} the larger of {@code all} and the interface counts, of {@code route_localnet} either.
 *
 * <p><i>Source:</i> Linux Documentation/networking/ip-sysctl.rst; {@code include/linux/inetdevice.h}.
 */
public final class SysctlReader {

    private static final String CONF = "net.ipv4.conf.";

    private final Map<String, String> values = new HashMap<>();

    private SysctlReader() {}

    /** The settings as they hold for packets that come in on an interface; what is absent has the kernel's default. */
    public static Parsed<Sysctls> read(String text, String inInterface) {
        SysctlReader reader = new SysctlReader();
        List<TextProblem> problems = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            int equals = line.indexOf('=');
            String key = equals < 0 ? line.strip() : line.substring(0, equals).strip();
            if (equals < 0 && !key.isEmpty() && !key.startsWith("#")) {
                problems.add(TextProblem.error(number, 1, "expected a line such as net.ipv4.ip_forward = 1"));
                break;
            }
            reader.values.put(key, line.substring(equals + 1).strip());
        }
        int rpFilter =
                Math.max(reader.number(CONF + "all.rp_filter", 0), reader.number(CONF + inInterface + ".rp_filter", 0));
        boolean routeLocalnet = reader.number(CONF + "all.route_localnet", 0) == 1
                || reader.number(CONF + inInterface + ".route_localnet", 0) == 1;
        boolean forwards = reader.number("net.ipv4.ip_forward", 0) == 1;
        return new Parsed<>(new Sysctls(forwards, Math.min(rpFilter, 2), routeLocalnet), problems);
    }

    private int number(String key, int otherwise) {
        String value = values.getOrDefault(key, "");
        return value.matches("[0-9]{1,3}") ? Integer.parseInt(value) : otherwise;
    }
}
