package io.podpath.netfilter.dump;

import io.podpath.element.NetworkInterface;
import io.podpath.model.IpAddress;
import io.podpath.netfilter.text.Parsed;
import io.podpath.netfilter.text.TextProblem;
import io.podpath.netfilter.text.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code ip addr show}: interfaces, their IPv4 addresses, their MTU, the bridge they are ports of.
 *
 * <p><i>Source:</i> ip-address(8); iproute2 {@code ip/ipaddress.c}.
 */
public final class AddressReader {

    private static final String LOOPBACK = "lo";
    private static final int IPV4_BITS = 32;

    private final Map<String, List<NetworkInterface.Address>> addresses = new LinkedHashMap<>();
    private final Map<String, Integer> mtuBytes = new LinkedHashMap<>();
    private final Map<String, String> masters = new LinkedHashMap<>();
    private final List<TextProblem> problems = new ArrayList<>();
    private String current = "";

    private AddressReader() {}

    /**
     * The interfaces of a node.
     *
     * @param interfaces in order; {@code lo} only if it has more than 127.0.0.1
     * @param masters for ports of a bridge, its name
     */
    public record InterfaceList(List<NetworkInterface> interfaces, Map<String, String> masters) {

        public InterfaceList {
            interfaces = List.copyOf(interfaces);
            masters = Map.copyOf(masters);
        }
    }

    /** Reads the whole text. */
    public static Parsed<InterfaceList> read(String text) {
        AddressReader reader = new AddressReader();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            List<Word> words = Word.split(line);
            if (!words.isEmpty() && !words.get(0).raw().startsWith("#")) {
                reader.line(number, words);
            }
        }
        if (reader.addresses.isEmpty() && reader.problems.isEmpty()) {
            reader.problems.add(TextProblem.error(1, 1, "there is no interface; give the output of 'ip addr'"));
        }
        return new Parsed<>(reader.interfaces(), reader.problems);
    }

    private InterfaceList interfaces() {
        List<NetworkInterface> interfaces = new ArrayList<>();
        addresses.forEach((name, own) -> {
            if (!name.equals(LOOPBACK) || !own.isEmpty()) {
                interfaces.add(new NetworkInterface(
                        name, own, mtuBytes.getOrDefault(name, NetworkInterface.ETHERNET_MTU_BYTES)));
            }
        });
        return new InterfaceList(interfaces, masters);
    }

    private void line(int number, List<Word> words) {
        String first = words.get(0).text();
        if (first.matches("[0-9]+:") && words.size() > 1) {
            startInterface(words);
        } else if (first.equals("inet")) {
            address(number, words);
        } else if (current.isEmpty()) {
            problems.add(TextProblem.error(number, words.get(0), explain(first)));
        }
    }

    private void startInterface(List<Word> words) {
        String name = words.get(1).text().replaceAll(":$", "");
        int at = name.indexOf('@');
        current = at < 0 ? name : name.substring(0, at);
        addresses.put(current, new ArrayList<>());
        for (int i = 2; i + 1 < words.size(); i++) {
            String value = words.get(i + 1).text();
            if (words.get(i).text().equals("mtu") && value.matches("[0-9]{1,7}")) {
                mtuBytes.put(current, Integer.parseInt(value));
            } else if (words.get(i).text().equals("master")) {
                masters.put(current, value);
            }
        }
    }

    /** {@code inet 10.0.0.4/24 brd ...}, or with a far end {@code inet 10.0.0.4 peer 10.0.0.5/32}. */
    private void address(int number, List<Word> words) {
        List<NetworkInterface.Address> own = addresses.get(current);
        if (own == null || words.size() < 2) {
            String message = "an address without an interface before it; was the file cut off?";
            problems.add(TextProblem.error(number, words.get(0), message));
            return;
        }
        Word word = words.get(1);
        int slash = word.text().indexOf('/');
        String text = slash < 0 ? word.text() : word.text().substring(0, slash);
        String length = slash < 0 ? Integer.toString(IPV4_BITS) : word.text().substring(slash + 1);
        Optional<IpAddress> address = IpAddress.tryParse(text);
        if (address.isEmpty() || !length.matches("[0-9]{1,2}") || Integer.parseInt(length) > IPV4_BITS) {
            problems.add(
                    TextProblem.error(number, word, "'" + word.text() + "' is not an address such as 10.224.0.4/16"));
            return;
        }
        if (!address.get().isLoopback()) {
            own.add(new NetworkInterface.Address(address.get(), Integer.parseInt(length)));
        }
    }

    private static String explain(String word) {
        if (word.startsWith("[")) {
            return "this looks like JSON; give the plain output of 'ip addr'";
        }
        if (word.matches("[A-Za-z0-9@._-]+:?")) {
            return "cannot read '" + word + "'; expected the output of 'ip addr', not of 'ip -br addr' or 'ifconfig'";
        }
        return "cannot read '" + word + "'; expected a line such as 2: eth0: <BROADCAST,MULTICAST,UP> mtu 1500";
    }
}
