namespace RiskTraceGen.Generator.Tests;

/// <summary>Objects of the project that the framework gets to see as one of its interfaces: it may call what that has, as it may call a delegate.</summary>
public sealed class HandedOverTests
{
    public static TheoryData<string, string, string, string> Ways => new()
    {
        { "new List<int>().Sort(new Order(desk));", "", "public class Order(TracedDesk desk) : IComparer<int> { public int Compare(int one, int other) => desk.Close(1) ? 0 : 1; }", "Order.Compare > BrokerCall close" },
        { "Order order = new(desk); new List<int>().Sort(order);", "", "public struct Order(TracedDesk desk) : IComparer<int> { int IComparer<int>.Compare(int one, int other) => desk.Close(1) ? 0 : 1; }", "Order.Compare > BrokerCall close" },
        { "_ = new Sizes(desk).ToList();", "", "public class Sizes(TracedDesk desk) : IEnumerable<int> { IEnumerator<int> IEnumerable<int>.GetEnumerator() { desk.Close(1); yield break; } IEnumerator IEnumerable.GetEnumerator() => null!; }", "Sizes.GetEnumerator > BrokerCall close" },
        { "_ = Get(desk).Contains(\"a\");", "private static Names Get(TracedDesk desk) => new(desk);", "public class Names(TracedDesk desk) : IEnumerable<string> { public IEnumerator<string> GetEnumerator() { desk.Close(1); yield break; } IEnumerator IEnumerable.GetEnumerator() => null!; }", "Names.GetEnumerator > BrokerCall close" },
        // As what it is known by: an interface, or a type parameter.
        { "new List<int>().Sort(_order);", "private readonly IComparer<int> _order; public Rule(IComparer<int> order) => _order = order;", "public class Order : IComparer<int> { public int Compare(int one, int other) => Now.Desk.Close(1) ? 0 : 1; } public class Other : IComparer<string> { public int Compare(string? one, string? other) => Now.Desk.Query(); } public static class Now { public static TracedDesk Desk; }", "Order.Compare > BrokerCall close" },
        { "Sort(new Order(desk));", "private static void Sort<T>(T order) where T : IComparer<int> => new List<int>().Sort(order);", "public class Order(TracedDesk desk) : IComparer<int> { public int Compare(int one, int other) => desk.Close(1) ? 0 : 1; }", "Rule.Sort<Order> > Order.Compare > BrokerCall close" },
        { "Get()?.Subscribe(new Watcher(desk));", "private static IObservable<int>? Get() => null;", "public class Watcher(TracedDesk desk) : IObserver<int> { public void OnNext(int size) => desk.Close(size); public void OnError(Exception error) { } public void OnCompleted() { } }", "Watcher.OnNext > BrokerCall close" },
        { "_ = RunAsync(desk);", "private static async Task RunAsync(TracedDesk desk) { await using (new Scope(desk).ConfigureAwait(false)) { } }", "public class Scope(TracedDesk desk) : IAsyncDisposable { public ValueTask DisposeAsync() { desk.Close(1); return default; } }", "Rule.RunAsync > Scope.DisposeAsync > BrokerCall close" },
        { "_ = RunAsync(desk, default);", "private static async Task RunAsync(TracedDesk desk, CancellationToken token) { await foreach (int size in new Sizes(desk).WithCancellation(token).ConfigureAwait(false)) { } }", "public class Sizes(TracedDesk desk) : IAsyncEnumerable<int> { public async IAsyncEnumerator<int> GetAsyncEnumerator(CancellationToken token = default) { await Task.Yield(); desk.Close(1); yield return 1; } }", "Rule.RunAsync > Sizes.GetAsyncEnumerator > BrokerCall close" },
    };

    [Theory, MemberData(nameof(Ways))]
    public void AWayToABrokerCallIsFollowed(string body, string members, string declarations, string path)
        => MappedProgram.AssertFollowed(MapPrograms.Rule(body, members, declarations), path);

    [Fact]
    public void WhatTheProjectItselfGetsIsCalledOnlyByItsOwnCode()
    {
        RulePath rule = Assert.Single(MappedProgram.Of(MapPrograms.Rule(
            "Keep(new Order(desk)); IComparer<int> order = new Order(desk); _ = new List<IComparer<int>> { order }; _ = new List<ICloses>().Contains(new Order(desk)); object any = new Order(desk); _ = any.Equals(any);",
            "private static void Keep(IComparer<int> order) { }",
            "public interface ICloses { void Close(); } public class Order(TracedDesk desk) : IComparer<int>, ICloses { public int Compare(int one, int other) => desk.Close(1) ? 0 : 1; public void Close() => desk.Close(1); }").Generate()).Rules);
        Assert.Empty(MappedProgram.Steps(rule));
    }
}
