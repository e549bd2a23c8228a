package io.podpath.scenario.load;

import static io.podpath.scenario.load.Inputs.HEAD;
import static io.podpath.scenario.load.Inputs.errors;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.azure.resource.ServiceTagSpec;
import io.podpath.model.Cidr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Service tags with their contents, inline and from the list that Microsoft publishes. */
class ServiceTagReaderTest {

    private static final ServiceTagSpec STORAGE = new ServiceTagSpec(
            "Storage.WestEurope", List.of(Cidr.parse("20.60.0.0/16"), Cidr.parse("2603:1020:206:1::/64")));

    @TempDir
    Path folder;

    @Test
    void inlineTagIsRead() {
        assertThat(Inputs.only(HEAD + """
                        azure:
                          serviceTags:
                            - {name: Storage.WestEurope, prefixes: [20.60.0.0/16, "2603:1020:206:1::/64"]}
                        """).input().azure().list(ServiceTagSpec.class))
                .containsExactly(STORAGE);
    }

    @Test
    void publishedListIsRead() throws IOException {
        Files.writeString(folder.resolve("ServiceTags_Public.json"), """
                {"changeNumber": 331, "cloud": "Public", "values": [
                  {"name": "Storage.WestEurope", "id": "Storage.WestEurope", "properties": {
                    "changeNumber": 2, "region": "westeurope", "regionId": 18, "platform": "Azure",
                    "systemService": "AzureStorage", "networkFeatures": ["API", "NSG", "UDR", "FW"],
                    "addressPrefixes": ["20.60.0.0/16", "2603:1020:206:1::/64"]}},
                  {"name": "Empty", "id": "Empty", "properties": {"addressPrefixes": []}}]}
                """);
        Path file =
                Files.writeString(folder.resolve("x.podpath.yaml"), HEAD + "azure: {from: ServiceTags_Public.json}\n");

        LoadResult result = ScenarioLoader.load(file, LoadOptions.DEFAULT);

        assertThat(result.problems()).isEmpty();
        assertThat(result.scenario()
                        .orElseThrow()
                        .variants()
                        .get(0)
                        .input()
                        .azure()
                        .list(ServiceTagSpec.class))
                .containsExactly(STORAGE);
    }

    @Test
    void mistakesAreNamed() {
        assertThat(errors(HEAD + """
                        azure:
                          serviceTags:
                            - {name: Sql, prefixes: [20.60.0/16]}
                            - {name: Storage, prefixes: []}
                        """))
                .containsExactly(
                        "5:30: '20.60.0/16' is not a range such as 20.60.0.0/16, or an address",
                        "6:33: a service tag needs at least one of 'prefixes'");
    }
}
