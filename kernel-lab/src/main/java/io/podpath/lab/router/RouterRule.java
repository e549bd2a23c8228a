package io.podpath.lab.router;

/**
 * One rule of the router.
 *
 * @param table for example {@code nat}
 * @param chain the chain it is appended to
 * @param text matches and target in the spelling of {@code iptables-save}, without {@code -A CHAIN}
 */
record RouterRule(String table, String chain, String text) {

    @Override
    public String toString() {
        return table + ": -A " + chain + " " + text;
    }
}
