namespace RiskTraceGen.Generator.Tests;

/// <summary>Delegates on their way from where they are made to where they run: nothing that is made in the project is said to be made elsewhere, and nothing from elsewhere is passed over.</summary>
public sealed class DelegatePathTests
{
    private const string Outside = "public static class Outside { public static Action Any { get; set; } = null!; public static Action[] All { get; set; } = null!; public static Lazy<bool> Late { get; set; } = null!; public static void Twice(this Action action) { action(); action(); } }";

    [Theory]
    // One of several
    [InlineData("Func<bool> close = moved.Size switch { 1 => () => desk.Close(1), _ => () => desk.Query() > 0 }; close();", "close", "query")]
    [InlineData("Func<bool> close = moved.Size switch { 1 => Close, 2 => throw new InvalidOperationException(), _ => null!, }; desk.Query(); close(); bool Close() => desk.Close(1);", "query", "close")]
    [InlineData("Action close = () => desk.Close(1), query = () => desk.Query(), then = moved.Size switch { 1 => query, _ => close }; then();", "query", "close")]
    [InlineData("Run(moved.Size switch { 1 => () => desk.Close(1), _ => () => desk.Query() });", "close", "query")]
    [InlineData("Run(moved.Size switch { 1 => null, 2 => throw new InvalidOperationException(), _ => (Action)(() => desk.Close(1)) } ?? (() => desk.Query()));", "close", "query")]
    [InlineData("Of(moved, desk)();", "close", "query")]
    [InlineData("(moved.Size switch { 1 => (Action)(() => desk.Close(1)), _ => () => desk.Query() })();", "close", "query")]
    [InlineData("Action? given = moved.Size > 1 ? () => desk.Close(1) : null; Action close = given ?? throw new InvalidOperationException(); desk.Query(); close();", "query", "close")]
    // Assigned, added, taken apart
    [InlineData("Action close; (close = () => desk.Close(1))();", "close")]
    [InlineData("Action? close = null; (close ??= () => desk.Close(1))();", "close")]
    [InlineData("Action close = () => desk.Close(1), query = () => desk.Query(); (query + close)();", "query", "close")]
    [InlineData("Action query = () => desk.Query(), both = query + (() => desk.Query()); desk.Close(1); both();", "close", "query")]
    [InlineData("Action query = () => desk.Query(), both = query + (() => desk.Close(1)); both();", "query", "close")]
    [InlineData("(Action close, Action query) = (() => desk.Close(1), () => desk.Query()); query(); close();", "query", "close")]
    [InlineData("Action close, query; (_, (close, query)) = (1, (() => desk.Close(1), () => desk.Query())); query(); close();", "query", "close")]
    [InlineData("Action close = () => desk.Close(1); ref Action same = ref close; desk.Query(); same();", "query", "close")]
    [InlineData("Action close = () => desk.Close(1); Run(close.Invoke);", "close")]
    // Given back
    [InlineData("Give(desk, out Action close); close();", "close")]
    [InlineData("Give(desk, out var close); close();", "close")]
    [InlineData("Give(desk, out _);", "close")]
    [InlineData("Give(out Action close); close(); void Give(out Action given) => given = () => desk.Close(1);", "close")]
    [InlineData("_ = Later(desk); async Task Later(TracedDesk desk) => (await MakeAsync(desk))();", "close")]
    [InlineData("Held()(desk);", "close")]
    [InlineData("Action? same = this?.Make(desk); same!();", "close")]
    // Held
    [InlineData("new Holder().Run(desk);", "close")]
    [InlineData("Now.Desk = desk; _ = Now.Late.Value;", "close")]
    [InlineData("Now.Desk = desk; _ = new Later().Closed;", "close")]
    [InlineData("Now.Desk = desk; _ = Now.Later.Value;", "close")]
    [InlineData("Lazy<bool> late = new(() => desk.Close(1), isThreadSafe: true); desk.Query(); _ = late.Value;", "query", "close")]
    [InlineData("Promise late = new(Close); desk.Query(); Ask(late); bool Close() => desk.Close(1); void Ask(Lazy<bool> closed) => _ = closed.Value;", "query", "close")]
    [InlineData("Ask(new(() => desk.Close(1))); void Ask(Lazy<bool> closed) => _ = closed.Value;", "close")]
    [InlineData("Get().Run(desk);", "close", "query")]
    public void WhatIsMadeInTheProjectIsFollowed(string body, params string[] calls)
    {
        RulePath rule = Assert.Single(MappedProgram.Of(MapPrograms.Rule(
            body,
            """
            private readonly Action<TracedDesk> _held = static desk => desk.Close(1);
            private Action<TracedDesk> Held() => _held;
            private static void Run(Action action) => action();
            private static Action Of(Moved moved, TracedDesk desk) => moved.Size switch { 1 => () => desk.Close(1), _ => () => desk.Query() };
            private static void Give(TracedDesk desk, out Action close) => close = () => desk.Close(1);
            private Action Make(TracedDesk desk) => () => desk.Close(1);
            private static async Task<Action> MakeAsync(TracedDesk desk) { await Task.Yield(); return () => desk.Close(1); }
            private static Speaks Get() => new();
            """,
            """
            public class Holder { private Action<TracedDesk> _close = null!, _none = default!; public Holder() => _close = (static desk => desk.Close(1)); public void Run(TracedDesk desk) { _none?.Invoke(desk); _close(desk); } }
            public static class Now { public static TracedDesk Desk; public static readonly Lazy<bool> Late = new(Close, isThreadSafe: true); private static bool Close() => Desk.Close(1); public static readonly Promise Later = new(() => Desk.Close(1)); }
            public class Promise(Func<bool> ask) : Lazy<bool>(ask);
            public class Later { private Lazy<bool>? _closed; public bool Closed => (_closed ??= new Lazy<bool>(static () => Now.Desk.Close(1))).Value; }
            public class Speaks { internal readonly Action<TracedDesk> Said; public Speaks() => Said = desk => Say(desk); protected virtual void Say(TracedDesk desk) => desk.Close(1); public void Run(TracedDesk desk) => Listener.Hear(this, desk); }
            public class Shouts : Speaks { protected override void Say(TracedDesk desk) => desk.Query(); }
            public static class Listener { public static void Hear(Speaks speaks, TracedDesk desk) => speaks.Said(desk); }
            """).Generate()).Rules);
        Assert.Equal(calls, rule.Steps.Where(step => step is { Kind: PathStepKind.BrokerCall, IsRepeated: false }).Select(step => step.Name).Distinct());
        Assert.DoesNotContain(rule.Steps, step => step.Kind == PathStepKind.NotFollowed);
    }

    [Theory]
    [InlineData("Action close = moved.Size switch { 1 => Outside.Any, _ => () => { } }; close();", "", "Outside.Any")]
    [InlineData("Action close = (moved.Size > 1 ? Outside.Any : null) + Outside.All[0]; close();", "", "Outside.Any", "Outside.All[0]")]
    [InlineData("Get()();", "private static Action Get() => Outside.Any;", "Outside.Any")]
    [InlineData("Get()();", "private static Action Get() { if (Outside.All.Length > 0) return Outside.All[0]; return null!; }", "Outside.All[0]")]
    [InlineData("Func<Action> get = () => Outside.Any; Run(get());", "private static void Run(Action action) => action();", "Outside.Any", "get()")]
    [InlineData("Give(out Action close); close();", "private static void Give(out Action close) => close = Outside.Any;", "Outside.Any")]
    [InlineData("Run(() => { });", "private static void Run(Action action) { action = Outside.Any; action(); }", "Outside.Any")]
    [InlineData("Run(() => { });", "private static void Run(Action action) { (action, _) = (Outside.Any, 1); action(); }", "Outside.Any")]
    [InlineData("Run(() => { });", "private static void Run(Action action) { var given = (1, Outside.Any); (_, action) = given; action(); }", "action")]
    [InlineData("Run(() => { });", "private static void Run(Action action) { Empty().TryPop(out action!); action(); } private static Stack<Action> Empty() => new();", "action")]
    [InlineData("Run(Outside.Any.Invoke);", "private static void Run(Action action) => action();", "Outside.Any")]
    [InlineData("Run(Outside.Any.Twice);", "private static void Run(Action action) => action();", "Outside.Any")]
    [InlineData("object any = Outside.Any; ((Action)any)();", "", "(Action)any")]
    [InlineData("object any = Outside.Any; (any as Action)?.Invoke();", "", "any as Action")]
    [InlineData("Delegate any = Outside.Any; any.DynamicInvoke();", "", "Outside.Any")]
    [InlineData("Run(Outside.Any);", "private static void Run<T>(T action) where T : Delegate => action.DynamicInvoke();", "Outside.Any")]
    [InlineData("_ = Outside.Late.Value;", "", "Outside.Late")]
    [InlineData("_ = Get().Late.Value;", "private static (Promise Late, int) Get() => default; private class Promise(Func<bool> ask) : Lazy<bool>(ask);", "Get().Late")]
    [InlineData("Get<Action>()();", "private static T Get<T>() => (T)(object)Outside.Any;", "(T)(object)Outside.Any")]
    [InlineData("Run(Outside.Any);", "private static void Run(object any) => Get<Action>(any)(); private static T Get<T>(object any) => any is T known ? known : throw new InvalidOperationException();", "known")]
    [InlineData("_ = _late.Value;", "private readonly Lazy<bool> _late; public Rule(Lazy<bool> late) => _late = late;", "_late")]
    [InlineData("Outside.All.ToList().ForEach(Run);", "private static void Run(Action action) => action();", "action")]
    [InlineData("_action();", "private readonly Action _action; public Rule() => (_action, _) = (Outside.Any, 1);", "_action")]
    [InlineData("_action();", "private Action _action; public Rule() => (_, (_action, _)) = (1, (Outside.Any, 1));", "_action")]
    [InlineData("_action();", "private Action _action = null!; public Rule() => Get() = Outside.Any; private ref Action Get() => ref _action;", "_action")]
    public void WhatComesFromElsewhereIsSaid(string body, string members, params string[] said)
    {
        RulePath rule = Assert.Single(MappedProgram.Of(MapPrograms.Rule(body, members, Outside).Generate()).Rules);
        Assert.Equal(said, rule.Steps.Where(step => step.Kind == PathStepKind.NotFollowed).Select(step => step.Name).Distinct());
    }
}
