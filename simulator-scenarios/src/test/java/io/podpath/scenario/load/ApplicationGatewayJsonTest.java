package io.podpath.scenario.load;

import static io.podpath.scenario.load.Inputs.HEAD;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.azure.resource.ApplicationGatewaySpec;
import io.podpath.azure.resource.ApplicationGatewaySpec.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gateways for HTTP as {@code az network application-gateway list} and {@code az network alb association list} show them. */
class ApplicationGatewayJsonTest {

    private static final String GROUP = "/subscriptions/s/resourceGroups/rg/providers/";

    private static final String NETWORK = """
            {"id": "@Microsoft.Network/virtualNetworks/corp", "name": "corp",
             "type": "Microsoft.Network/virtualNetworks", "addressSpace": {"addressPrefixes": ["10.1.0.0/16"]},
             "subnets": [
               {"id": "@Microsoft.Network/virtualNetworks/corp/subnets/waf", "name": "waf", "addressPrefix": "10.1.0.0/24"},
               {"id": "@Microsoft.Network/virtualNetworks/corp/subnets/alb", "name": "alb", "addressPrefix": "10.1.1.0/24"}]}
            """;

    private static final String ADDRESS = """
            {"id": "@Microsoft.Network/publicIPAddresses/waf-ip", "name": "waf-ip",
             "type": "Microsoft.Network/publicIPAddresses", "ipAddress": "20.1.2.3"}
            """;

    /** With sku and capacity to fill in; the ids of subnets carry other case, as Azure's do at times. */
    private static final String GATEWAY = """
            {"id": "@Microsoft.Network/applicationGateways/waf", "name": "waf",
             "type": "Microsoft.Network/applicationGateways", %s,
             "gatewayIPConfigurations": [
               {"name": "g", "subnet": {"id": "@Microsoft.Network/virtualNetworks/CORP/subnets/WAF"}}],
             "frontendIPConfigurations": [
               {"name": "public", "publicIPAddress": {"id": "@Microsoft.Network/publicIPAddresses/waf-ip"}},
               {"name": "private", "privateIPAddress": "10.1.0.10", "privateIPAllocationMethod": "Static"}]}
            """;

    private static final String ASSOCIATION = """
            {"id": "@Microsoft.ServiceNetworking/trafficControllers/shop-alb/associations/one", "name": "one",
             "type": "Microsoft.ServiceNetworking/trafficControllers/associations",
             "properties": {"associationType": "subnets",
               "subnet": {"id": "@Microsoft.Network/virtualNetworks/corp/subnets/alb"}}}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private LoadResult load(String... resources) throws IOException {
        String json = "[" + String.join(",", resources).replace("\"@", "\"" + GROUP) + "]";
        Files.writeString(folder.resolve("all.json"), json);
        Path file = Files.writeString(folder.resolve("x.podpath.yaml"), HEAD + "azure: {from: all.json}\n");
        return ScenarioLoader.load(file, LoadOptions.DEFAULT);
    }

    private static List<ApplicationGatewaySpec> gateways(LoadResult result) {
        return result.scenario().orElseThrow().variants().get(0).input().azure().list(ApplicationGatewaySpec.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "sku": {"tier": "WAF_v2", "capacity": 3}, "autoscaleConfiguration": null                   | 3
            "sku": {"tier": "Standard_v2"}, "autoscaleConfiguration": {"minCapacity": 2, "maxCapacity": 9} | 2
            "sku": {"tier": "Standard_v2"}, "autoscaleConfiguration": {"minCapacity": 0}                | 1
            """, quoteCharacter = '\'')
    void aGatewayHasItsSubnetItsFrontendsAndItsInstances(String size, int instances) throws IOException {
        ApplicationGatewaySpec gateway =
                gateways(load(NETWORK, ADDRESS, GATEWAY.formatted(size))).get(0);

        assertThat(gateway.name()).isEqualTo("waf");
        assertThat(gateway.kind()).isEqualTo(Kind.V2);
        assertThat(gateway.subnet()).hasToString("corp/waf");
        assertThat(gateway.instances()).isEqualTo(instances);
        assertThat(gateway.findPublicIp()).hasToString("Optional[20.1.2.3]");
        assertThat(gateway.findPrivateIp()).hasToString("Optional[10.1.0.10]");
    }

    @Test
    void anAssociationIsTheFootOfAGatewayForContainers() throws IOException {
        ApplicationGatewaySpec gateway = gateways(load(NETWORK, ASSOCIATION)).get(0);

        assertThat(gateway.name()).isEqualTo("shop-alb");
        assertThat(gateway.kind()).isEqualTo(Kind.FOR_CONTAINERS);
        assertThat(gateway.subnet()).hasToString("corp/alb");
    }

    @Test
    void whatPodpathCannotPlaceIsNamedAndLeftOut() throws IOException {
        LoadResult old = load(NETWORK, ADDRESS, GATEWAY.formatted("\"sku\": {\"tier\": \"WAF\", \"capacity\": 2}"));
        LoadResult elsewhere = load(ASSOCIATION);

        assertThat(gateways(old)).isEmpty();
        assertThat(gateways(elsewhere)).isEmpty();
        assertThat(old.problems())
                .extracting(Problem::message)
                .contains("application gateway 'waf' is of the tier WAF, and podpath knows v2; passed over");
        assertThat(elsewhere.problems())
                .extracting(Problem::message)
                .contains("application gateway 'shop-alb' is in a subnet that is not among the files; passed over");
    }
}
