package io.podpath.scenario.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of RFC 7386 appendix A whose both sides are objects. */
class MergePatchTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":\"b\"} | {\"a\":\"c\"} | {\"a\":\"c\"}",
                "{\"a\":\"b\"} | {\"b\":\"c\"} | {\"a\":\"b\",\"b\":\"c\"}",
                "{\"a\":\"b\"} | {\"a\":null} | {}",
                "{\"a\":\"b\",\"b\":\"c\"} | {\"a\":null} | {\"b\":\"c\"}",
                "{\"a\":[\"b\"]} | {\"a\":\"c\"} | {\"a\":\"c\"}",
                "{\"a\":\"c\"} | {\"a\":[\"b\"]} | {\"a\":[\"b\"]}",
                "{\"a\":{\"b\":\"c\"}} | {\"a\":{\"b\":\"d\",\"c\":null}} | {\"a\":{\"b\":\"d\"}}",
                "{\"a\":[{\"b\":\"c\"}]} | {\"a\":[1]} | {\"a\":[1]}",
                "{\"e\":null} | {\"a\":1} | {\"e\":null,\"a\":1}",
                "{} | {\"a\":{\"bb\":{\"ccc\":null}}} | {\"a\":{\"bb\":{}}}",
                "{\"cluster\":{\"x\":1}} | {\"cluster\":{\"x\":null}} | {\"cluster\":{\"x\":null}}",
            })
    void overlaysMergeAsTheRfcSays(String base, String patch, String result) {
        assertThat(TreeMutations.toJson(MergePatch.apply(tree(base), tree(patch))))
                .isEqualTo(result);
    }

    private static MappingNode tree(String json) {
        List<SourceNode> documents = new ArrayList<>();
        new SourceReader(new Problems(), SourceReader.Trimming.NONE)
                .read(SourceFile.ofText("x.json", json), documents::add);
        return (MappingNode) documents.get(0);
    }
}
