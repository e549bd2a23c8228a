package io.podpath.azure.provider;

import io.podpath.model.IpFamily;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The names of the provider's rules: an allow rule is called after the MD5 of {@code Tcp_Internet_443,80}, that is of
 * protocol, sources and ports, both in the order of text.
 *
 * <p><i>Source:</i> kubernetes-sigs/cloud-provider-azure {@code pkg/provider/securitygroup/securityrule.go}
 * GenerateAllowSecurityRuleName, GenerateDenyAllSecurityRuleName.
 */
final class SecurityRuleNames {

    private static final String PREFIX = "k8s-azure-lb";

    private SecurityRuleNames() {}

    static String allow(
            IpFamily family, ServiceSecurityRules.Transport transport, List<String> sources, List<Integer> ports) {
        String hashed = String.join(
                "_",
                transport.text(),
                String.join(",", sources.stream().sorted().toList()),
                String.join(",", ports.stream().map(String::valueOf).sorted().toList()));
        return PREFIX + "_allow_" + text(family) + "_" + md5(hashed);
    }

    static String denyAll(IpFamily family) {
        return PREFIX + "_deny-all_" + text(family);
    }

    private static String text(IpFamily family) {
        return family.text();
    }

    private static String md5(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
