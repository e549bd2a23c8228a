package io.podpath.lint;

import io.podpath.azure.resource.NsgRule.TrafficDirection;
import io.podpath.azure.security.NetworkSecurityGroup;
import io.podpath.azure.security.RuleReach;
import java.util.HashMap;
import java.util.Map;

/** What the rules of groups match, worked out once for each group and direction: a group may have thousands of prefixes. */
final class Reaches {

    private record Key(NetworkSecurityGroup group, TrafficDirection direction) {}

    private final Map<Key, RuleReach> known = new HashMap<>();

    RuleReach of(NetworkSecurityGroup group, TrafficDirection direction) {
        return known.computeIfAbsent(new Key(group, direction), key -> RuleReach.of(group, direction));
    }
}
