package io.podpath.scenario.conformance;

import io.podpath.kubeproxy.ConntrackCleanup;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;

/** Kind {@code ConntrackCleanup}: which entries kube-proxy deletes. */
final class ConntrackCleanupEvaluator implements KindEvaluator {

    @Override
    public void evaluate(Fields file, FileResult result) {
        ConformanceCase settings = new ConformanceCase(file);
        ConntrackCleanup cleanup = new ConntrackCleanup(settings.servicePorts(), settings.endpoints());
        for (Fields entry : file.list("conntrackEntries")) {
            ConntrackCleanup.Entry flow = new ConntrackCleanup.Entry(
                    Protocol.find(entry.text("protocol")).orElse(Protocol.TCP),
                    entry.find("origDst").map(IpAddress::parse).orElse(null),
                    entry.number("origDstPort", 0),
                    IpAddress.parse(entry.text("replySrc")));
            result.check(entry.text("id"), entry.text("expect"), cleanup.isStale(flow) ? "deleted" : "kept");
        }
    }
}
