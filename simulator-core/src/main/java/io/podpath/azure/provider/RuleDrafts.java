package io.podpath.azure.provider;

import io.podpath.azure.resource.NsgRule;
import io.podpath.azure.resource.NsgRule.Access;
import io.podpath.azure.resource.NsgRule.PortRange;
import io.podpath.azure.resource.NsgRule.Side;
import io.podpath.azure.resource.NsgRule.TrafficDirection;
import io.podpath.model.Protocol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Rules that are still collecting destinations: a rule is found again by its name, and keeps the priority that was the
 * first free one when it was begun. Rules of both directions take priorities, although Azure would let them share.
 *
 * <p><i>Source:</i> kubernetes-sigs/cloud-provider-azure {@code pkg/provider/securitygroup/securitygroup.go}
 * getOrCreateRule, nextRulePriority.
 */
final class RuleDrafts {

    private static final int FIRST_PRIORITY = 500;
    private static final int LAST_PRIORITY = 4_095;

    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    private final Set<Integer> taken = new HashSet<>();

    private record Draft(
            int priority,
            Access access,
            @Nullable Protocol protocol,
            List<String> sources,
            List<PortRange> ports,
            Set<String> destinations) {

        NsgRule rule(String name) {
            return new NsgRule(
                    name,
                    priority,
                    TrafficDirection.INBOUND,
                    access,
                    protocol,
                    new Side(sources, List.of()),
                    new Side(List.copyOf(destinations), ports));
        }
    }

    /** Drafts beside rules the group has already. */
    RuleDrafts(List<NsgRule> present) {
        present.forEach(rule -> taken.add(rule.priority()));
    }

    /** Adds destinations to the allow rule of this name, from the front of the range of priorities. */
    void allow(
            String name,
            @Nullable Protocol protocol,
            List<String> sources,
            List<PortRange> ports,
            Collection<String> destinations) {
        Draft draft = drafts.get(name);
        if (draft == null) {
            int priority = claim(name, FIRST_PRIORITY, 1);
            draft = new Draft(priority, Access.ALLOW, protocol, sources, ports, new TreeSet<>());
            drafts.put(name, draft);
        }
        draft.destinations().addAll(destinations);
    }

    /** Adds destinations to the deny rule of this name, from the back of the range of priorities. */
    void deny(String name, Collection<String> destinations) {
        Draft draft = drafts.get(name);
        if (draft == null) {
            int priority = claim(name, LAST_PRIORITY, -1);
            draft = new Draft(priority, Access.DENY, null, List.of("*"), List.of(), new TreeSet<>());
            drafts.put(name, draft);
        }
        draft.destinations().addAll(destinations);
    }

    private int claim(String name, int from, int step) {
        int priority = from;
        while (priority >= FIRST_PRIORITY && priority <= LAST_PRIORITY) {
            if (taken.add(priority)) {
                return priority;
            }
            priority += step;
        }
        throw new IllegalArgumentException("no priority is left for " + name);
    }

    List<NsgRule> list() {
        List<NsgRule> rules = new ArrayList<>();
        drafts.forEach((name, draft) -> rules.add(draft.rule(name)));
        return rules;
    }
}
