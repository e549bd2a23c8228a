package io.podpath.netfilter.dump;

import io.podpath.netfilter.Sysctls;
import io.podpath.netfilter.text.Parsed;
import io.podpath.netfilter.text.TextProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the lines of {@code sysctl -a} that decide packets' paths.
 *
 * <p>Of {@code rp_filter} the larger of {@code all} and the interface counts, of {@code route_localnet} either, of {@code
 * forwarding} the interface's own, which {@code ip_forward} stands for where it is absent.
 *
 * <p><i>Source:</i> Linux Documentation/networking/ip-sysctl.rst; {@code include/linux/inetdevice.h}.
 */
public final class SysctlReader {

    private static final String CONF = "net.ipv4.conf.";
    private static final String IP_FORWARD = "net.ipv4.ip_forward";
    private static final Pattern NUMERIC =
            Pattern.compile("net\\.ipv4\\.(ip_forward|conf\\..+\\.(rp_filter|route_localnet|forwarding))");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private final Map<String, String> values = new HashMap<>();

    private SysctlReader() {}

    /** The settings as they hold for packets that come in on an interface; what is absent has the kernel's default. */
    public static Parsed<Sysctls> read(String text, String inInterface) {
        SysctlReader reader = new SysctlReader();
        List<TextProblem> problems = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            Optional<TextProblem> problem = reader.line(line, number);
            if (problem.isPresent()) {
                problems.add(problem.get());
                break;
            }
        }
        boolean isComplete = reader.values.containsKey(IP_FORWARD);
        if (problems.isEmpty() && !isComplete) {
            problems.add(TextProblem.warning(
                    Math.max(1, number),
                    1,
                    "there is no " + IP_FORWARD
                            + ", so the node is taken not to forward; give the output of 'sysctl -a'"));
        }
        int rpFilter =
                Math.max(reader.number(CONF + "all.rp_filter", 0), reader.number(CONF + inInterface + ".rp_filter", 0));
        boolean routeLocalnet = reader.number(CONF + "all.route_localnet", 0) == 1
                || reader.number(CONF + inInterface + ".route_localnet", 0) == 1;
        boolean forwards = reader.number(CONF + inInterface + ".forwarding", reader.number(IP_FORWARD, 0)) != 0;
        return new Parsed<>(new Sysctls(forwards, Math.min(rpFilter, 2), routeLocalnet), problems);
    }

    private Optional<TextProblem> line(String line, int number) {
        String stripped = line.strip();
        if (stripped.isEmpty() || stripped.startsWith("#") || stripped.startsWith("sysctl: ")) {
            return Optional.empty();
        }
        int equals = line.indexOf('=');
        if (equals < 0) {
            return Optional.of(TextProblem.error(number, 1, "expected a line such as net.ipv4.ip_forward = 1"));
        }
        String key = line.substring(0, equals).strip();
        String value = line.substring(equals + 1).strip();
        if (NUMERIC.matcher(key).matches() && !NUMBER.matcher(value).matches()) {
            int column = value.isEmpty() ? line.length() + 1 : line.indexOf(value, equals) + 1;
            return Optional.of(TextProblem.error(number, column, "'" + value + "' is not a number such as 1"));
        }
        values.put(key, value);
        return Optional.empty();
    }

    private int number(String key, int otherwise) {
        String value = values.get(key);
        return value == null ? otherwise : Integer.parseInt(value);
    }
}
