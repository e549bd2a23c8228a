package io.podpath.trace;

/**
 * Names one rule the way its owner would: {@code nat KUBE-SERVICES 3}, {@code NSG aks-nsg AllowVnetInBound 65000}.
 *
 * @param where table, chain and number, or group, name and priority
 * @param text the rule itself
 */
public record RuleReference(String where, String text) {

    @Override
    public String toString() {
        return text.isEmpty() ? where : where + "  " + text;
    }
}
