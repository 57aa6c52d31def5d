// Answers with Lucene and its facet module, to measure against.
//   java LuceneFacets make FOLDER < DUMP   an index in one segment, of what query_terms dumps
//   java LuceneFacets ask FOLDER           reads and answers the lines that match_spy.cpp explains
// Tokens come analysed: the exact form, and its stems at the same position, in one field. Facets
// are counted in publications: the module knows no works. Of the best twenty publications those of
// a work that was there already are left out; works have at most two members here. Selections are
// counted by DrillSideways.

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.facet.DrillDownQuery;
import org.apache.lucene.facet.DrillSideways;
import org.apache.lucene.facet.FacetResult;
import org.apache.lucene.facet.Facets;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.LabelAndValue;
import org.apache.lucene.facet.sortedset.DefaultSortedSetDocValuesReaderState;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetCounts;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetField;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesReaderState;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MultiPhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.SynonymQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;

public final class LuceneFacets {
  private static final String[] FACETS = {
    "tag", "country", "language", "year", "source", "kind", "author"
  };
  private static final int HITS = 10;
  private static final int BEST = 20;
  private static final int LISTED_VALUES = 10;
  private static final int SNIPPET_WORDS = 30;

  private LuceneFacets() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2 || !(arguments[0].equals("make") || arguments[0].equals("ask"))) {
      System.err.println("usage: java LuceneFacets make | ask FOLDER");
      System.exit(2);
    }
    final Path folder = Paths.get(arguments[1]);
    if (arguments[0].equals("make")) {
      make(folder);
    } else {
      try (Asking asking = new Asking(folder)) {
        asking.run();
      }
    }
  }

  private static BufferedReader input() {
    return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8), 1 << 20);
  }

  private static FacetsConfig config() {
    final FacetsConfig config = new FacetsConfig();
    for (String facet : FACETS) config.setMultiValued(facet, true);
    return config;
  }

  private static void make(Path folder) throws IOException {
    final FacetsConfig config = config();
    final IndexWriterConfig writing = new IndexWriterConfig(new WhitespaceAnalyzer());
    writing.setRAMBufferSizeMB(256);
    final BufferedReader in = input();
    try (IndexWriter writer = new IndexWriter(new MMapDirectory(folder), writing)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        writer.addDocument(config.build(document(line.split("\t", -1))));
      }
      writer.forceMerge(1);
    }
  }

  private static Document document(String[] fields) {
    final Document document = new Document();
    add(document, "work", fields[1]);
    add(document, "day", fields[2]);
    final long date = fields[2].isEmpty() ? 0 : Long.parseLong(fields[2]);
    document.add(new NumericDocValuesField("date", date));
    add(document, "title", fields[3]);
    add(document, "url", fields[4]);
    for (String pair : fields[5].split("\\|")) {
      final int equals = pair.indexOf('=');
      document.add(
          new SortedSetDocValuesFacetField(pair.substring(0, equals), pair.substring(equals + 1)));
    }
    document.add(new TextField("words", new DumpedTokens(fields[6])));
    add(document, "text", fields[7]);
    return document;
  }

  /** What is shown is kept as values: stored fields are compressed, which took 5 ms an answer. */
  private static void add(Document document, String name, String value) {
    document.add(new BinaryDocValuesField(name, new BytesRef(value)));
  }

  /** Tokens as query_terms dumps them. */
  private static final class DumpedTokens extends TokenStream {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final PositionIncrementAttribute step = addAttribute(PositionIncrementAttribute.class);
    private final String text;
    private int at = 0;
    private boolean stem = false;

    DumpedTokens(String text) {
      this.text = text;
    }

    @Override
    public boolean incrementToken() {
      clearAttributes();
      int left = 0;
      while (at < text.length() && !stem && text.charAt(at) == '+') {
        final int end = text.indexOf(' ', at);
        left += Integer.parseInt(text.substring(at + 1, end));
        at = end + 1;
      }
      if (at >= text.length()) return false;
      int end = at;
      while (text.charAt(end) != '|' && text.charAt(end) != ' ') ++end;
      term.append(text, at, end);
      step.setPositionIncrement(stem ? 0 : left + 1);
      stem = text.charAt(end) == '|';
      at = end + 1;
      return true;
    }

    @Override
    public void reset() {
      at = 0;
      stem = false;
    }
  }

  /** One query, as a line asks it. */
  private static final class Asked {
    final List<Query> places = new ArrayList<>();
    final Set<String> marked = new HashSet<>();
    final List<String[]> selected = new ArrayList<>();
    private final String joinedBy;
    private final MultiPhraseQuery.Builder phrase = new MultiPhraseQuery.Builder();

    Asked(String line) {
      final String[] fields = line.split("\t");
      joinedBy = fields[1];
      for (int i = 2; i < fields.length; ++i) {
        if (fields[i].startsWith("F ")) {
          selected.add(fields[i].substring(2).split(" ", 2));
        } else {
          addPlace(fields[i].substring(2).split(" "));
        }
      }
    }

    private void addPlace(String[] words) {
      final Term[] terms = new Term[words.length];
      final SynonymQuery.Builder any = new SynonymQuery.Builder("words");
      for (int i = 0; i < words.length; ++i) {
        terms[i] = new Term("words", words[i]);
        any.addTerm(terms[i]);
        marked.add(words[i]);
      }
      phrase.add(terms);
      places.add(any.build());
    }

    Query query() {
      if (places.isEmpty()) return new MatchAllDocsQuery();
      if (joinedBy.equals("phrase")) return phrase.build();
      if (places.size() == 1) return places.get(0);
      final BooleanQuery.Builder out = new BooleanQuery.Builder();
      final boolean any = joinedBy.equals("any");
      for (Query place : places) {
        out.add(place, any ? BooleanClause.Occur.SHOULD : BooleanClause.Occur.MUST);
      }
      return out.build();
    }
  }

  private static final class Found {
    TopDocs best;
    Facets facets;
    int publications;
  }

  private static final class Asking implements AutoCloseable {
    private final DirectoryReader reader;
    private final IndexSearcher searcher;
    private final FacetsConfig config = config();
    private final SortedSetDocValuesReaderState state;
    private final LeafReader leaf;

    Asking(Path folder) throws IOException {
      reader = DirectoryReader.open(new MMapDirectory(folder));
      searcher = new IndexSearcher(reader);
      searcher.setQueryCache(null); // every figure is of a query that was not asked before
      leaf = reader.leaves().get(0).reader(); // the only one
      state = new DefaultSortedSetDocValuesReaderState(reader);
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }

    void run() throws IOException {
      final BufferedReader in = input();
      final OutputStream out = System.out;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        final byte[] body = answer(new Asked(line)).getBytes(StandardCharsets.UTF_8);
        out.write(("200 " + body.length + "\n").getBytes(StandardCharsets.UTF_8));
        out.write(body);
        out.flush();
      }
    }

    private String answer(Asked asked) throws IOException {
      final Found found = asked.selected.isEmpty() ? whole(asked) : drilled(asked);
      final Json json = new Json();
      json.text.append("{\"publications\":").append(found.publications).append(",\"results\":[");
      results(json, found.best, asked.marked);
      json.text.append("],\"facets\":{");
      for (String facet : FACETS) facet(json, facet, found.facets);
      json.text.append("}}");
      return json.text.toString();
    }

    /** Two searches: the first may skip what cannot be among the best, the second needs no scores. */
    private Found whole(Asked asked) throws IOException {
      final Found found = new Found();
      final Query query = asked.query();
      found.best = searcher.search(query, BEST);
      final FacetsCollector all = new FacetsCollector();
      searcher.search(query, all);
      for (FacetsCollector.MatchingDocs part : all.getMatchingDocs()) {
        found.publications += part.totalHits;
      }
      found.facets = new SortedSetDocValuesFacetCounts(state, all);
      return found;
    }

    private Found drilled(Asked asked) throws IOException {
      final DrillDownQuery query = new DrillDownQuery(config, asked.query());
      for (String[] pair : asked.selected) query.add(pair[0], pair[1]);
      final DrillSideways sideways = new DrillSideways(searcher, config, state);
      final Sort newest = new Sort(new SortField("date", SortField.Type.LONG, true));
      final DrillSideways.DrillSidewaysResult result =
          asked.places.isEmpty()
              ? sideways.search(query, null, null, BEST, newest, false)
              : sideways.search(query, BEST);
      final Found found = new Found();
      found.best = result.hits;
      found.facets = result.facets;
      found.publications = searcher.count(query);
      return found;
    }

    private void results(Json json, TopDocs best, Set<String> marked) throws IOException {
      final Set<String> works = new HashSet<>();
      for (ScoreDoc hit : best.scoreDocs) {
        if (works.size() == HITS) break;
        if (!works.add(value("work", hit.doc))) continue;
        if (works.size() > 1) json.text.append(',');
        json.text.append("{\"title\":");
        json.string(value("title", hit.doc));
        json.text.append(",\"url\":");
        json.string(value("url", hit.doc));
        json.text.append(",\"date\":");
        json.string(value("day", hit.doc));
        json.text.append(",\"snippet\":");
        json.string(snippet(value("text", hit.doc), marked));
        json.text.append('}');
      }
    }

    private String value(String name, int document) throws IOException {
      final BinaryDocValues values = leaf.getBinaryDocValues(name);
      return values.advanceExact(document) ? values.binaryValue().utf8ToString() : "";
    }

    /** The words with the most marks in a row of SNIPPET_WORDS; cheaper than the highlighters. */
    private static String snippet(String text, Set<String> marked) {
      final String[] words = text.split(" ");
      final boolean[] marks = new boolean[words.length];
      int best = 0;
      int most = 0;
      int now = 0;
      for (int i = 0; i < words.length; ++i) {
        marks[i] = marked.contains(bare(words[i]));
        if (marks[i]) ++now;
        if (i >= SNIPPET_WORDS && marks[i - SNIPPET_WORDS]) --now;
        if (now <= most) continue;
        most = now;
        best = Math.max(0, i + 1 - SNIPPET_WORDS);
      }
      final StringBuilder out = new StringBuilder();
      for (int i = best; i < Math.min(words.length, best + SNIPPET_WORDS); ++i) {
        out.append(marks[i] ? "<mark>" + words[i] + "</mark> " : words[i] + " ");
      }
      return out.toString();
    }

    private static String bare(String word) {
      return word.endsWith(".") ? word.substring(0, word.length() - 1) : word;
    }

    private void facet(Json json, String facet, Facets facets) throws IOException {
      if (!facet.equals(FACETS[0])) json.text.append(',');
      json.string(facet);
      json.text.append(":[");
      // Null when no publication has a value of it: of all, or of those found.
      final FacetResult result =
          state.getOrdRange(facet) == null ? null : facets.getTopChildren(LISTED_VALUES, facet);
      final LabelAndValue[] values = result == null ? new LabelAndValue[0] : result.labelValues;
      for (int i = 0; i < values.length; ++i) {
        json.text.append(i > 0 ? ",[" : "[");
        json.string(values[i].label);
        json.text.append(',').append(values[i].value).append(']');
      }
      json.text.append(']');
    }
  }

  private static final class Json {
    final StringBuilder text = new StringBuilder(8192);

    void string(String value) {
      text.append('"');
      for (int i = 0; i < value.length(); ++i) {
        final char c = value.charAt(i);
        if (c == '"' || c == '\\') text.append('\\');
        text.append(c < ' ' ? ' ' : c);
      }
      text.append('"');
    }
  }
}
