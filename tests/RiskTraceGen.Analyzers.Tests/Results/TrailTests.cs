using RiskTraceGen.Analyzers.Calls;
using RiskTraceGen.Analyzers.Results;

namespace RiskTraceGen.Analyzers.Tests;

/// <summary>Where a result goes, by what RTG0405 (nobody awaits it) and RTG0401 (nobody looks at it) say about broker calls.</summary>
public sealed class TrailTests
{
    [Fact]
    public Task A_switch_expression_has_the_value_of_each_arm() => Task.WhenAll(
        Dropped(
            "_ = k switch { 0 => s.[|CloseAsync|](\"a\"), _ => s.[|CloseAsync|](\"b\") };",
            "Task unread = k switch { 0 => s.[|CloseAsync|](\"a\"), 1 => k > 2 ? s.[|CloseAsync|](\"b\") : Task.CompletedTask, _ => Task.CompletedTask };"),
        Unseen(
            "_ = await (k switch { 0 => s.[|CloseAsync|](\"a\"), _ => s.[|CloseAsync|](\"b\") });",
            "_ = k switch { 0 => s.[|Cancel|](1), _ => await s.CloseAsync(\"b\") is null };",
            "bool unread = k switch { 0 => s.[|Cancel|](1), _ => !s.[|Cancel|](2) };"),
        Used(
            "await Seen(k switch { 0 => s.CloseAsync(\"a\"), _ => s.CloseAsync(\"b\") });",
            "_ = s.Cancel(1) switch { true => 1, false => throw new InvalidOperationException() };",
            "var result = await (k switch { 0 => s.CloseAsync(\"a\"), _ => s.CloseAsync(\"b\") }); See(result);",
            "_task = k switch { 0 => s.CloseAsync(\"a\"), _ => Task.CompletedTask };",
            "_ = k switch { 0 when s.Cancel(1) => 1, _ => 2 };",
            "if (k switch { 0 => s.Cancel(1), _ => true }) See(k);",
            "Func<Task> later = () => k switch { 0 => s.CloseAsync(\"a\"), _ => Task.CompletedTask }; See(later);"));

    [Fact]
    public Task Conditions_have_the_values_that_they_choose_from() => Task.WhenAll(
        Dropped(
            "_ = k > 0 ? s.[|CloseAsync|](\"a\") : s.[|CloseAsync|](\"b\");",
            "_ = none?.[|CloseAsync|](\"a\") ?? s.[|CloseAsync|](\"b\");",
            "_ = k > 0 ? (Task)s.[|CloseAsync|](\"a\") : Task.CompletedTask;"),
        Unseen(
            "_ = await (none?.[|CloseAsync|](\"a\") ?? s.[|CloseAsync|](\"b\"));",
            "_ = k > 0 ? s.[|Cancel|](1) : s.[|Cancel|](2);",
            "_ = k > 0 && s.[|Cancel|](1);",
            "_ = s.Cancel(1) || !s.[|Cancel|](2);",
            "_ = (await s.[|CloseAsync|](\"a\")) ?? new OrderResult(false);"),
        Used(
            "await Seen(k > 0 ? s.CloseAsync(\"a\") : s.CloseAsync(\"b\"));",
            "_ = s.Cancel(1) ? 1 : 2;",
            "_ = s.Cancel(1) && k > 0;",
            "See(none?.Cancel(1) ?? false);",
            "if (k > 0 && s.Cancel(1)) See(k);",
            "_task = none?.CloseAsync(\"a\") ?? Task.CompletedTask;",
            "bool both = s.Cancel(1) && s.Cancel(2); See(both);"));

    [Fact]
    public Task A_local_has_a_value_until_it_is_overwritten() => Task.WhenAll(
        Dropped(
            "Task task = s.[|CloseAsync|](\"a\"); task = s.CloseAsync(\"b\"); await Kept(task);",
            "Task? task = null; if (k > 0) task = s.[|CloseAsync|](\"a\"); task = Task.CompletedTask; await task;",
            "Task task; task = s.[|CloseAsync|](\"a\");",
            "Task task = Task.CompletedTask; await task; task = s.[|CloseAsync|](\"a\");",
            "Task? task = null; task ??= s.[|CloseAsync|](\"a\");",
            "Task? task = null; See(task); task ??= s.[|CloseAsync|](\"a\");",
            "Task first = s.[|CloseAsync|](\"a\"), second = first; (first, second) = (Task.CompletedTask, Task.CompletedTask); await first; await second;",
            "handed = s.[|CloseAsync|](\"a\");",
            "Action later = () => { Task task = s.[|CloseAsync|](\"a\"); task = Task.CompletedTask; See(task); }; later();",
            "Task task = s.[|CloseAsync|](\"a\"); See(nameof(task));"),
        Unseen(
            "var result = await s.[|CloseAsync|](\"a\"); result = await s.CloseAsync(\"b\"); See(result);",
            "bool ok = s.[|Cancel|](1); ok = s.Cancel(2); See(ok);",
            "bool ok = true; See(ok); ok = s.[|Cancel|](1);",
            "bool ok = s.[|Cancel|](1); Give(out ok); See(ok);",
            "bool ok = true; ok &= s.[|Cancel|](1); ok &= s.[|Cancel|](2);",
            "OrderResult last; foreach (string id in ids) last = await s.[|CloseAsync|](id);",
            "Task<OrderResult> task = s.[|CloseAsync|](\"a\"), same = task; await same;"),
        Used(
            "Task task = s.CloseAsync(\"a\"); if (k > 0) task = Task.CompletedTask; await Kept(task);",
            "var result = await s.CloseAsync(\"a\"); if (k > 0) result = new OrderResult(false); See(result);",
            "bool ok = true; ok &= s.Cancel(1); if (!ok) See(k);",
            "bool ok; if (k > 0) { ok = s.Cancel(1); } else { ok = s.Cancel(2); } See(ok);",
            "bool ok = false; while (!ok) ok = s.Cancel(1);",
            "Task task = Task.CompletedTask; while (k > 0) { await Kept(task); task = s.CloseAsync(\"a\"); }",
            "bool ok = false; try { ok = s.Cancel(1); ids = []; } catch { See(ok); } ok = false; See(ok);",
            "bool ok = s.Cancel(1); Action later = () => See(ok); ok = false; later();",
            "bool ok = s.Cancel(1), copy = ok; ok = false; See(copy); See(ok);",
            "bool ok; if (ok = s.Cancel(1)) See(k);",
            "bool ok = s.Cancel(1); See($\"{ok}\"); ok = s.Cancel(2); See(ok);"));

    [Fact]
    public Task A_tuple_has_a_value_for_each_of_its_elements() => Task.WhenAll(
        Dropped(
            "_ = (s.[|CloseAsync|](\"a\"), s.[|CloseAsync|](\"b\"));",
            "(_, _) = (s.[|CloseAsync|](\"a\"), s.[|CloseAsync|](\"b\"));",
            "var (first, _) = (s.CloseAsync(\"a\"), s.[|CloseAsync|](\"b\")); await Kept(first);",
            "var pair = (s.CloseAsync(\"a\"), s.[|CloseAsync|](\"b\")); await Kept(pair.Item1);",
            "var pair = (First: s.[|CloseAsync|](\"a\"), Second: s.CloseAsync(\"b\")); await Kept(pair.Second);",
            "var pair = (First: s.CloseAsync(\"a\"), Second: s.[|CloseAsync|](\"b\")); await Kept(pair.Item1);",
            "var pair = (s.CloseAsync(\"a\"), s.[|CloseAsync|](\"b\")); var (first, _) = pair; await Kept(first);",
            "var ((_, second), _) = ((s.[|CloseAsync|](\"a\"), s.CloseAsync(\"b\")), 1); await Kept(second);"),
        Unseen(
            "(_, _) = (await s.[|CloseAsync|](\"a\"), s.[|Cancel|](1));",
            "var (closed, canceled) = (await s.CloseAsync(\"a\"), s.[|Cancel|](1)); See(closed);",
            "var (_, _) = await s.[|CloseBothAsync|]();"),
        Used(
            "var (first, second) = (s.CloseAsync(\"a\"), s.CloseAsync(\"b\")); await Kept(first); await Kept(second);",
            "var pair = (s.CloseAsync(\"a\"), s.CloseAsync(\"b\")); await Kept(pair.Item1); await Kept(pair.Item2);",
            "See((s.Cancel(1), s.Cancel(2)));",
            "var (closed, _) = await s.CloseBothAsync(); See(closed);",
            "(_task, _) = (s.CloseAsync(\"a\"), 1);",
            "_ = ((Holder)(s.CloseAsync(\"a\"), 1)).Kept;", // an operator has it
            "var pair = (s.Cancel(1), s.Cancel(2)); if (pair == (true, true)) See(k);",
            "See((_, _) = (s.Cancel(1), k));", // the tuple is a value, too
            "var (ok, _) = (s.Cancel(1), k); See(ok);"));

    [Fact]
    public Task A_query_makes_a_value_for_each_element() => Task.WhenAll(
        Dropped(
            "_ = ids.Select(id => s.[|CloseAsync|](id)).ToList();",
            "ids.Select(id => s.[|CloseAsync|](id)).ToArray();",
            "var closing = from id in ids select s.[|CloseAsync|](id);",
            "var closing = ids.Select(id => { return s.[|CloseAsync|](id); }); foreach (Task each in closing) { }",
            "_ = Array.ConvertAll(ids, id => s.[|CloseAsync|](id));",
            "_ = new List<string>(ids).ConvertAll(id => s.[|CloseAsync|](id));",
            "_ = Task.WhenAll(ids.Select(id => s.[|CloseAsync|](id)));",
            "foreach (Task each in ids.Select(id => s.[|CloseAsync|](id)).Append(Task.CompletedTask)) See(k);"),
        Unseen(
            "await Task.WhenAll(ids.Select(id => s.[|CloseAsync|](id)));",
            "await Task.WhenAll(ids.Select(async id => await s.[|CloseAsync|](id)));",
            "foreach (Task each in ids.Select(id => s.[|CloseAsync|](id)).ToList()) await each;",
            "var closing = ids.Select(id => s.[|CloseAsync|](id)).ToList(); Task.WaitAll(closing.ToArray());",
            "_ = ids.Select(id => s.[|Cancel|](id.Length)).ToList();"),
        Used(
            "See((await Task.WhenAll(ids.Select(id => s.CloseAsync(id)))).All(each => each.Success));",
            "foreach (OrderResult each in await Task.WhenAll(ids.Select(id => s.CloseAsync(id)))) See(each);",
            "if (ids.All(id => s.Cancel(id.Length))) See(k);",
            "_ = ids.All(id => s.Cancel(id.Length));", // it looks at each of them
            "_ = ids.Select(id => s.Cancel(id.Length)).Count(ok => !ok);",
            "_ = ConvertAll(id => s.CloseAsync(id)); object ConvertAll(Func<string, Task> make) => make(\"a\");",
            "_tasks.AddRange(ids.Select(id => s.CloseAsync(id)));",
            "var closing = ids.Select(id => s.CloseAsync(id)).ToList(); while (closing.Count > 0) { var ended = await Task.WhenAny(closing); closing.Remove(ended); See(await ended); }",
            "foreach (var each in ids.Select(id => s.CloseAsync(id)).ToList()) See(await each);",
            "await foreach (var each in Task.WhenEach(ids.Select(id => s.CloseAsync(id)))) See(await each);",
            "See(ids.Select(id => s.Cancel(id.Length)).Count(ok => !ok));"));

    [Fact]
    public Task Tasks_are_awaited_together_and_their_results_may_be_dropped() => Task.WhenAll(
        Dropped(
            "_ = Task.WhenAll(s.[|CloseAsync|](\"a\"), s.[|CloseAsync|](\"b\"));",
            "Task[] tasks = [s.[|CloseAsync|](\"a\")];",
            "Task[] tasks = [.. ids.Select(id => s.[|CloseAsync|](id))];",
            "_ = new[] { s.[|CloseAsync|](\"a\") }[0];",
            "_ = new ValueTask<OrderResult>(s.[|CloseAsync|](\"a\"));",
            "foreach (var (_, size) in new[] { (s.[|CloseAsync|](\"a\"), 1) }) See(size);",
            "var unread = Task.WhenAll(new List<Task> { s.[|CloseAsync|](\"a\") });",
            "_ = Task.Run(() => s.[|CloseAsync|](\"a\"));",
            "var both = Task.WhenAll(s.[|CloseAsync|](\"a\")); both = Task.WhenAll(s.CloseAsync(\"b\")); See(both);"),
        Unseen(
            "await Task.WhenAll(s.[|CloseAsync|](\"a\"), s.[|CloseAsync|](\"b\"));",
            "OrderResult[] unread = await Task.WhenAll(s.[|CloseAsync|](\"a\"), s.[|CloseAsync|](\"b\"));",
            "Task.WaitAll(s.[|CloseAsync|](\"a\"));",
            "s.[|CloseAsync|](\"a\").Wait();",
            "s.[|CloseAsync|](\"a\").GetAwaiter().GetResult();",
            "_ = s.[|CloseAsync|](\"a\").Result;",
            "_ = Task.WhenAll(ids.Select(async id => await s.[|CloseAsync|](id)));", // nobody waits for the group
            "var tasks = new[] { s.[|CloseAsync|](\"a\"), s.[|CloseAsync|](\"b\") }; await Task.WhenAll(tasks);",
            "See(Task.WhenAll(s.[|CloseAsync|](\"a\"), Task.CompletedTask));", // a task without results
            "await Task.Run(() => s.[|CloseAsync|](\"a\"));",
            "await foreach (Task each in Task.WhenEach(s.[|CloseAsync|](\"a\"))) await each;",
            "await Parallel.ForEachAsync(ids, async (id, token) => await s.[|CloseAsync|](id));"),
        Used(
            "See(await Task.WhenAll(s.CloseAsync(\"a\"), s.CloseAsync(\"b\")));",
            "var tasks = new[] { s.CloseAsync(\"a\"), s.CloseAsync(\"b\") }; await Task.WhenAll(tasks); See(tasks[0].Result);",
            "Task<OrderResult> first = s.CloseAsync(\"a\"); await Task.WhenAll(first, Task.CompletedTask); See(await first);",
            "_task = Task.WhenAll(s.CloseAsync(\"a\"));",
            "_ = new Lazy<Task>(s.CloseAsync(\"a\"));",
            "ref Task? kept = ref _task; kept = s.CloseAsync(\"a\");",
            "Start(out Task started); await started; void Start(out Task given) => given = s.CloseAsync(\"a\");",
            "foreach (var (task, _) in new[] { (s.CloseAsync(\"a\"), 1) }) See(await task);",
            "bool ok = s.CloseAsync(\"a\").GetAwaiter().GetResult().Success; See(ok);",
            "See(await Task.WhenAny(s.CloseAsync(\"a\"), s.CloseAsync(\"b\")));",
            "List<Task<OrderResult>> tasks = new() { s.CloseAsync(\"a\") }; foreach (var each in tasks) See(await each);",
            "See(await Task.Run(() => s.CloseAsync(\"a\")));"));

    [Fact]
    public Task A_trail_ends_in_half_typed_code() => Task.WhenAll(
        Test<UnawaitedCall>(["_ = k switch { 0 => s.[|CloseAsync|](\"a\"), };", "(_, ) = (s.[|CloseAsync|](\"a\"), );", "var first = first ?? s.[|CloseAsync|](\"a\");", "var (a, b) = (s.[|CloseAsync|](\"a\"));"]).Broken().RunAsync(),
        Test<UncheckedResult>(["_ = ids.Select(id => s.);", "bool ok = s.[|Cancel|](1); ok = ;", "_ = await Task.WhenAll(ids.Select(id => s.CloseAsync(id)).);"]).Broken().RunAsync());

    private static Task Dropped(params string[] bodies) => Task.WhenAll(Test<UnawaitedCall>(bodies).RunAsync(), Test<UncheckedResult>(Unmarked(bodies)).RunAsync());

    private static Task Unseen(params string[] bodies) => Task.WhenAll(Test<UncheckedResult>(bodies).RunAsync(), Test<UnawaitedCall>(Unmarked(bodies)).RunAsync());

    private static Task Used(params string[] bodies) => Task.WhenAll(Test<UncheckedResult>(bodies).RunAsync(), Test<UnawaitedCall>(bodies).RunAsync());

    private static string[] Unmarked(string[] bodies)
        => [.. bodies.Select(static body => body.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal))];

    private static AnalyzerTest<TRule> Test<TRule>(string[] bodies)
        where TRule : RiskTraceAnalyzer, new()
        => new($$"""
        #pragma warning disable CS4014, CS1998
        public interface IDesk
        {
            [BrokerCall("close")] Task<OrderResult> CloseAsync(string id);
            [BrokerCall("cancel")] bool Cancel(int order);
            [BrokerCall("close_both")] Task<BothResults> CloseBothAsync();
        }

        public sealed record BothResults(bool Success, string Why);

        public sealed class Holder { public Task? Kept; public static implicit operator Holder((Task Kept, int Size) pair) => new() { Kept = pair.Kept }; }

        class Guard
        {
            private readonly List<Task> _tasks = [];
            private Task? _task;

            private void See(object value) => Console.WriteLine($"{value}{_task}{_tasks}");
            private void Give(out bool ok) => ok = true;
            private async Task Seen(Task<OrderResult> task) => See(await task);
            private Task Kept(Task task) => task;
        {{string.Join("\n", bodies.Select(static (body, place) => $"    async Task Method{place}(IDesk s, IDesk? none, int k, string[] ids, Task handed) {{ {body} }}"))}}
        }
        """);
}
