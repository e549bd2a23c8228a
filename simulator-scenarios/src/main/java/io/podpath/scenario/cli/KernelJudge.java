package io.podpath.scenario.cli;

import io.podpath.Probe;
import io.podpath.Simulator;
import io.podpath.lab.kernel.LabTools;
import io.podpath.lab.verify.ProbeVerdict;
import io.podpath.lab.verify.Verification;
import java.util.List;
import java.util.Optional;

/** Who says whether podpath is right: this machine's kernel, or in tests somebody with an opinion. */
interface KernelJudge {

    /** This machine's kernel. */
    KernelJudge THIS_MACHINE = new KernelJudge() {

        @Override
        public Optional<String> findObstacle() {
            return LabTools.findObstacle();
        }

        @Override
        public List<ProbeVerdict> verify(Simulator simulator, List<Probe> probes) {
            return Verification.verify(simulator, probes);
        }
    };

    /** Why it cannot be asked, if it cannot. */
    Optional<String> findObstacle();

    /**
     * The verdict on every probe, in order.
     *
     * @throws io.podpath.lab.kernel.LabException if it turns out that it cannot be asked
     */
    List<ProbeVerdict> verify(Simulator simulator, List<Probe> probes);
}
