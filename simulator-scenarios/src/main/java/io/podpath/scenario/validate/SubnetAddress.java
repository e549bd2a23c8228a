package io.podpath.scenario.validate;

import io.podpath.cluster.Subject;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;

/** Whether an address may be given to something in a subnet. */
final class SubnetAddress {

    private static final int FIRST_USABLE = 4;

    private SubnetAddress() {}

    static void check(IpAddress ip, Cidr subnet, Subject subject, Findings findings) {
        if (!subnet.contains(ip)) {
            findings.error(subject, ip + " is outside its subnet " + subnet);
        } else if (ip.minus(subnet.network()) < FIRST_USABLE || ip.equals(subnet.lastAddress())) {
            findings.error(subject, ip + " is one of the five addresses of " + subnet + " that Azure keeps");
        }
    }
}
