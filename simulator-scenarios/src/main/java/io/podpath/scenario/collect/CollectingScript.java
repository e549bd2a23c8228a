package io.podpath.scenario.collect;

import io.podpath.scenario.collect.CollectedFile.Reach;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A POSIX shell script that writes the files of a cluster's folder with commands that only read.
 *
 * <p>A command that fails (an extension that is missing, a right that is not granted) leaves its file out and says so; podpath
 * then says what it does not know. Kubernetes Secrets are never asked for.
 *
 * <p><i>Source:</i> Azure CLI reference; kubectl reference; POSIX.1-2017, Shell Command Language.
 */
public final class CollectingScript {

    private static final String HEAD = """
            #!/bin/sh
            # Collects what podpath needs to know about an AKS cluster, with commands that only read.
            #
            #   sh collect.sh FOLDER && podpath run FOLDER
            #
            # Needs az (signed in) and kubectl (its current context is the cluster). Not collected: Secrets, ConfigMaps but
            # those of ip-masq-agent and coredns-custom, other subscriptions (peered networks there), routes learnt by BGP, what machines listen
            # on. pods.json holds pod specs as they are, so also environment values written in them; 'podpath import azure
            # FOLDER --redact -o COPY' writes a copy without these, with names and addresses replaced.
            set -eu
            umask 077
            export LC_ALL=C
            """;

    private static final String FUNCTIONS = """
            folder=${1:?which folder? usage: sh collect.sh FOLDER}
            mkdir -p -- "$folder"

            # collect FILE COMMAND...: the file is written only if the command succeeds.
            collect() {
                file=$1
                shift
                if "$@" >"$folder/$file.part" 2>"$folder/$file.log" </dev/null; then
                    [ -s "$folder/$file.part" ] || echo '[]' >"$folder/$file.part"
                    mv -- "$folder/$file.part" "$folder/$file"
                    rm -f -- "$folder/$file.log"
                else
                    rm -f -- "$folder/$file.part"
                    echo "not collected: $file (see $folder/$file.log)" >&2
                fi
            }

            # Reads names from standard input and asks about each: COMMAND... OPTION, then the name.
            for_each() {
                while IFS= read -r item; do
                    if [ -n "$item" ]; then
                        "$@" "$item" --subscription "$subscription" --output json </dev/null || exit 1
                    fi
                done
            }

            # The names of what a command lists in a resource group: GROUP COMMAND...
            names_in() {
                listed=$1
                shift
                az "$@" list --subscription "$subscription" --resource-group "$listed" --query '[].name' --output tsv
            }

            in_groups() {
                printf '%s\\n' "$groups" | for_each "$@" --resource-group
            }

            # each_group FILE COMMAND...
            each_group() {
                written=$1
                shift
                collect "$written" in_groups "$@"
            }

            in_scale_sets() {
                sets=$(names_in "$node_group" vmss) || return 1
                printf '%s\\n' "$sets" | for_each "$@"
            }

            # each_scale_set FILE COMMAND... OPTION
            each_scale_set() {
                written=$1
                shift
                collect "$written" in_scale_sets "$@"
            }

            # Asks about every resource that PARENTS (words of a command) lists in the groups: OPTION PARENTS COMMAND...
            in_parents() {
                option=$1
                parents=$2
                shift 2
                printf '%s\\n' "$groups" | while IFS= read -r group; do
                    # shellcheck disable=SC2086 # the words of a command
                    names=$(names_in "$group" $parents) || exit 1
                    printf '%s\\n' "$names" | for_each "$@" --resource-group "$group" "$option" || exit 1
                done
            }

            # each_child FILE OPTION PARENTS COMMAND...
            each_child() {
                written=$1
                shift
                collect "$written" in_parents "$@"
            }

            about_cluster() {
                az aks show --subscription "$subscription" --resource-group "$resource_group" --name "$cluster" \\
                    --query "$1" --output tsv
            }

            # The groups of the cluster, of its nodes, and of the subnets its pools are in.
            node_group=$(about_cluster nodeResourceGroup)
            subnet_groups=$(about_cluster 'agentPoolProfiles[].[vnetSubnetId,podSubnetId][]' | cut -d/ -f5)
            groups=$(printf '%s\\n' "$resource_group" "$node_group" "$subnet_groups" "$other_groups" |
                grep -v -e '^$' -e '^None$' | sort -fu)
            """;

    private static final String TAIL = """

            echo "collected into $folder; next: podpath run $folder, or podpath trace -f $folder --from A --to B" >&2
            """;

    private final String subscription;
    private final String resourceGroup;
    private final String cluster;
    private final List<String> otherGroups;

    /**
     * A script for a cluster.
     *
     * @param subscription the id or name of the subscription
     * @param resourceGroup the resource group of the cluster
     * @param cluster the name of the cluster
     * @param otherGroups resource groups to look in besides those of the cluster, its nodes and their subnets
     */
    public CollectingScript(String subscription, String resourceGroup, String cluster, List<String> otherGroups) {
        this.subscription = subscription;
        this.resourceGroup = resourceGroup;
        this.cluster = cluster;
        this.otherGroups = List.copyOf(otherGroups);
    }

    /** The script. */
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.addAll(HEAD.lines().toList());
        lines.add("subscription=" + quoted(subscription));
        lines.add("resource_group=" + quoted(resourceGroup));
        lines.add("cluster=" + quoted(cluster));
        lines.add("other_groups=" + quoted(String.join("\n", otherGroups)));
        lines.addAll(FUNCTIONS.lines().toList());
        for (Reach reach : Reach.values()) {
            addLoop(reach, lines);
        }
        lines.addAll(TAIL.lines().toList());
        return String.join("\n", lines) + "\n";
    }

    private static void addLoop(Reach reach, List<String> lines) {
        lines.add("");
        lines.add("# " + heading(reach));
        for (CollectedFile file : Arrays.stream(CollectedFile.values())
                .filter(one -> one.reach() == reach)
                .toList()) {
            lines.add(line(file));
        }
    }

    private static String heading(Reach reach) {
        return switch (reach) {
            case CLUSTER -> "the cluster";
            case GROUP -> "every resource group";
            case SCALE_SET -> "every scale set of the node resource group";
            case DNS_ZONE -> "every private DNS zone";
            case FIREWALL_POLICY -> "every firewall policy";
            case ALB -> "every Application Gateway for Containers; needs the az extension alb";
            case KUBERNETES -> "Kubernetes: no Secrets, and of ConfigMaps only those of ip-masq-agent and CoreDNS";
        };
    }

    private static String line(CollectedFile file) {
        String tool = file.isKubernetes() ? "kubectl " : "az ";
        String query = file.query().isEmpty() ? "" : " --query " + quoted(file.query());
        String command = tool + file.command() + query;
        return switch (file.reach()) {
            case CLUSTER ->
                "collect " + file.fileName() + " " + command
                        + " --subscription \"$subscription\" --resource-group \"$resource_group\" --name \"$cluster\" --output json";
            case GROUP -> "each_group " + file.fileName() + " " + command;
            case SCALE_SET ->
                "each_scale_set " + file.fileName() + " " + command + " --resource-group \"$node_group\" "
                        + (file == CollectedFile.SCALE_SET_NICS ? "--vmss-name" : "--name");
            case DNS_ZONE -> child(file, "--zone-name", "network private-dns zone", command);
            case FIREWALL_POLICY -> child(file, "--policy-name", "network firewall policy", command);
            case ALB -> child(file, "--alb-name", "network alb", command);
            case KUBERNETES -> "collect " + file.fileName() + " " + command + " --output json";
        };
    }

    private static String child(CollectedFile file, String option, String parents, String command) {
        return "each_child " + file.fileName() + " " + option + " " + quoted(parents) + " " + command;
    }

    /** A word of the shell that is exactly this text. */
    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
