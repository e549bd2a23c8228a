package io.podpath.nftables;

import io.podpath.model.Packet;
import io.podpath.netfilter.Hook;
import io.podpath.netfilter.HookFunction;
import io.podpath.netfilter.MatchContext;
import io.podpath.netfilter.TableVerdict;
import io.podpath.netfilter.Target;
import io.podpath.netfilter.TraversalLog;
import org.jspecify.annotations.Nullable;

/**
 * A base chain at its hook.
 *
 * @param table its table
 * @param chain the chain
 * @param base where it is registered
 */
record BaseChainHook(NftTable table, NftChain chain, NftChain.Base base) implements HookFunction {

    private static final Target ACCEPT = new Target.Accept();

    @Override
    public Hook hook() {
        return base.hook();
    }

    @Override
    public int priority() {
        return base.priority();
    }

    @Override
    public Type type() {
        return base.type();
    }

    @Override
    public String label() {
        return table.label() + " " + chain.name();
    }

    @Override
    public TableVerdict run(Packet packet, MatchContext context, @Nullable TraversalLog log) {
        return packet.destination().address().family() == table.family()
                ? new ChainTraversal(table, context, log, packet).run(chain, base.policy())
                : new TableVerdict(packet, ACCEPT, null);
    }
}
