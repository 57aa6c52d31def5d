#include "indexer/options.h"

#include <CLI/CLI.hpp>

#include "veille/command_line.h"

namespace veille {
namespace {

// What the helps call the values; the manual pages say the same.
constexpr const char* kDirectory = "DIR";
constexpr const char* kFile = "FILE";
constexpr const char* kNumber = "NUMBER";

void add_index(CLI::App* command, std::filesystem::path& index) {
  command->add_option("--index", index, "The folder of the index")
      ->type_name(kDirectory)
      ->required();
}

void add_build_numbers(CLI::App* build, BuildOptions& options) {
  build
      ->add_option("--threads", options.threads,
                   "How many threads work (default: one for each core)")
      ->type_name(kNumber)
      ->check(CLI::Range(0, 256));
  build->add_option("--keep", options.kept, "How many snapshots are kept, the current one included")
      ->type_name(kNumber)
      ->capture_default_str()
      ->check(CLI::Range(1, 1000));
  build
      ->add_option("--max-loss", options.max_loss_percent,
                   "Publish nothing when more than this part of the publications, in percent, "
                   "would be lost")
      ->type_name("PERCENT")
      ->capture_default_str()
      ->check(CLI::Range(0, 100));
  build
      ->add_option("--part-publications", options.part_publications,
                   "At most so many publications, on average, in one part of the index")
      ->type_name(kNumber)
      ->capture_default_str()
      ->check(CLI::Range(1, 1'000'000));
}

void add_build(CLI::App& app, Options& options) {
  auto* build = app.add_subcommand("build", "Read sites and publish a snapshot of them");
  add_index(build, options.build.index);
  build
      ->add_option("--config", options.build.config, "A veille.yaml that describes several sources")
      ->type_name(kFile);
  build
      ->add_option("SITE", options.build.sites,
                   "Folders of sites; how each is to be read is found out")
      ->type_name(kDirectory);
  add_build_numbers(build, options.build);
  build->add_flag("--fetch", options.build.fetch,
                  "Fetch linked reports from the hosts that veille.yaml lists under fetch:");
  build->add_flag("--anew", options.build.anew,
                  "Read every file and write every part anew, whatever is known of them");
  build->add_flag("--json", options.json, "Print the summary as JSON");
  build->add_flag("--quiet", options.quiet, "Show no progress");
  build->callback([&options] { options.command = Options::Command::build; });
}

void add_others(CLI::App& app, Options& options) {
  auto* lines = app.add_subcommand("export", "Print every publication of the index as a JSON line");
  add_index(lines, options.build.index);
  lines->callback([&options] { options.command = Options::Command::export_lines; });
  auto* status = app.add_subcommand("status", "Say what the current snapshot holds");
  add_index(status, options.build.index);
  status->add_flag("--json", options.json, "Print it as JSON");
  status->callback([&options] { options.command = Options::Command::status; });
  auto* check = app.add_subcommand("check", "Read the current snapshot from end to end");
  add_index(check, options.build.index);
  check->callback([&options] { options.command = Options::Command::check; });
  auto* back = app.add_subcommand("rollback", "Make the snapshot before the current one current");
  add_index(back, options.build.index);
  back->callback([&options] { options.command = Options::Command::roll_back; });
}

void add_forget(CLI::App& app, Options& options) {
  auto* forget = app.add_subcommand(
      "forget", "Take publications down at once and keep them out of later builds");
  add_index(forget, options.build.index);
  forget
      ->add_option("--config", options.build.config,
                   "The veille.yaml beside which the list is kept (default: in the index)")
      ->type_name(kFile);
  forget->add_option("NAME", options.names, "Ids or addresses of publications")
      ->type_name("ID|URL")
      ->required();
  forget->callback([&options] { options.command = Options::Command::forget; });
}

void add_evaluate(CLI::App& app, Options& options) {
  auto* command = app.add_subcommand(
      "evaluate", "Ask judged queries and print nDCG, MRR and recall of the answers");
  auto& out = options.evaluation;
  add_index(command, out.index);
  command
      ->add_option("--queries", out.queries, "Lines of id, language, type and text, parted by tabs")
      ->type_name(kFile)
      ->required();
  command
      ->add_option("--qrels", out.judgments,
                   "Lines of query id, 0, path (source-id/path) and grade 0 to 3, parted by tabs")
      ->type_name(kFile)
      ->required();
  command->add_option("--run", out.run, "Write the results here, in TREC's form")->type_name(kFile);
  command->add_option("--depth", out.depth, "How many results of a query count")
      ->type_name(kNumber)
      ->capture_default_str()
      ->check(CLI::Range(std::size_t{1}, evaluate::kMaxDepth));
  command->add_flag("--per-query", out.per_query, "Print the figures of each query, too");
  command->add_flag("--json", options.json, "Print them as JSON");
  command
      ->add_option("--least", options.least, "Exit with 1 when nDCG of all queries is below this")
      ->type_name(kNumber)
      ->check(CLI::Range(0.0, 1.0));
  command->footer(
      "Asks veille-searchd, which is looked for beside this program, or where the environment "
      "variable VEILLE_SEARCHD names it (for tests).\n"
      "Exit status: 0 measured, 1 failed, or below --least.");
  command->callback([&options] { options.command = Options::Command::evaluate; });
}

}  // namespace

ParsedOptions parse_options(int argc, char** argv) {
  ParsedOptions out;
  CLI::App app("Turns sites' folders into an index that veille-searchd searches.",
               "veille-indexer");
  app.set_version_flag("--version", "veille-indexer " VEILLE_VERSION);
  app.require_subcommand(1);
  app.footer(
      "Exit status: 0 all indexed, 2 some files were skipped, 1 failed and nothing was published.");
  app.failure_message(command_line_error);
  add_build(app, out.options);
  add_others(app, out.options);
  add_forget(app, out.options);
  add_evaluate(app, out.options);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {  // also how CLI11 says that it printed its help
    out.done = true;
    out.exit_code = app.exit(error) == 0 ? 0 : 1;
  }
  return out;
}

}  // namespace veille
