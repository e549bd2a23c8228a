package io.podpath.scenario.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.SimulationInput;
import io.podpath.scenario.testing.SampleInputs;
import io.podpath.scenario.testing.SampleNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two nodes of at most 30 pods. */
class AddressUseTest {

    @ParameterizedTest
    @CsvSource({"azure,'',62,0", "azure,overlay,2,512", "kubenet,'',2,512"})
    void flatAddressingTakesTheVnetAndTheOthersThePodCidr(String plugin, String mode, long vnet, long podCidr) {
        SimulationInput input = SampleInputs.of(plugin, mode);

        AddressUse use = AddressUse.of(input.cluster(), new SampleNetwork(input).objects());

        assertThat(use.vnet()).isEqualTo(vnet);
        assertThat(use.podCidr()).isEqualTo(podCidr);
    }
}
