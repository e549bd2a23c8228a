package io.podpath.lab.kernel;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether this machine can be a judge: root, network namespaces, and the tools. */
public final class LabTools {

    private static final Map<String, String> PACKAGE_BY_TOOL =
            Map.of("ip", "iproute2", "nft", "nftables", "iptables-restore", "iptables", "conntrack", "conntrack");

    private LabTools() {}

    /** What is missing and how to get it, in one line; nothing if all is there. */
    public static Optional<String> findObstacle() {
        Optional<String> missing = findMissing(PACKAGE_BY_TOOL);
        if (missing.isPresent()) {
            return missing;
        }
        String probe = "podpath-" + ProcessHandle.current().pid() + "-probe";
        try {
            Command.Result made = Command.of("ip", "netns", "add", probe).attempt();
            if (made.exitCode() != 0) {
                return Optional.of("network namespaces cannot be made here (root is needed): "
                        + made.errors().strip());
            }
            return Optional.empty();
        } catch (LabException failure) {
            return Optional.of(String.valueOf(failure.getMessage()));
        } finally {
            Command.of("ip", "netns", "del", probe).attempt();
        }
    }

    /** The packages of the tools that are not on the path, and how to get them. */
    static Optional<String> findMissing(Map<String, String> packageByTool) {
        List<String> packages = new ArrayList<>();
        packageByTool.forEach((tool, packaged) -> {
            if (!isOnPath(tool)) {
                packages.add(packaged);
            }
        });
        if (packages.isEmpty()) {
            return Optional.empty();
        }
        packages.sort(String::compareTo);
        return Optional.of("missing " + String.join(", ", packages) + "; on Debian: apt-get install "
                + String.join(" ", packages));
    }

    private static boolean isOnPath(String tool) {
        for (String folder : String.valueOf(System.getenv("PATH")).split(File.pathSeparator, -1)) {
            if (new File(folder, tool).canExecute()) {
                return true;
            }
        }
        return false;
    }
}
