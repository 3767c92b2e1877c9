using RiskTraceGen.Analyzers.Tracing;

namespace RiskTraceGen.Analyzers.Tests;

/// <summary>RTG0104 of members that are given a parameter of a primary constructor whose [Sensitive] says nothing of them.</summary>
public sealed class MarkedParameterTests
{
    [Theory]
    [InlineData("class Card([Sensitive] string pan) { public string [|Pan|] { get; } = pan; }")]
    [InlineData("struct Card([Sensitive] long pan) { public long [|Pan|] = pan; }")]
    [InlineData("class Card(int size, [Sensitive(true)] string? pan) { public int Size { get; } = size; public string [|Number|] { get; init; } = (pan ?? \"\"); public readonly object [|Kept|] = (object)pan!; }")]
    [InlineData("class Card(bool isShown, [Sensitive] string pan) { public string [|Pan|] { get; set; } = isShown ? \"\" : pan; [TraceFormat] public string [|Text|] { get; } = isShown ? pan : \"\"; }")]
    [InlineData("class Card(string? name, [Sensitive] string pan) { public string [|Pan|] { get; } = name ?? pan; }")]
    [InlineData("record Card([Sensitive] string pan) { public string [|Pan|] { get; } = pan; }")]
    [InlineData("class Base([Sensitive] string pan) { public string [|Pan|] { get; } = pan; } class Card(string pan) : Base(pan) { }")]
    [InlineData("partial class Card([Sensitive] string pan) { } partial class Card { public string [|Pan|] { get; } = @pan; }")]
    [InlineData("class Card([Sensitive] string otp) { public string [|Otp|] { get; } = otp; }")] // once
    [InlineData("class Card<T>([Sensitive] T pan) { public T [|Pan|] { get; } = pan; }", "Card<int>")]
    public Task Reports_a_member_that_is_given_a_marked_parameter(string types, string card = "Card") => Test(types, card).RunAsync();

    [Fact]
    public Task Says_what_is_recorded_and_what_to_do()
        => Test("class Card([Sensitive] string pan) { public string {|#0:Pan|} { get; } = pan; }").Reporting("Pan", "every 'Card'", "mark it [Sensitive], or [Sensitive(false)] if it is none").RunAsync();

    [Theory]
    [InlineData("class Card([Sensitive] string pan) { [Sensitive] public string Pan { get; } = pan; [field: Sensitive] public string Number { get; } = pan; }")]
    [InlineData("class Card([Sensitive] string pan) { [Sensitive(false)] public string Pan { get; } = pan; }")]
    [InlineData("class Card([Sensitive] string pan) { public string Token { get; } = pan; }")] // redacted by its name
    [InlineData("class Card([Sensitive(false)] string pan, string word) { public string Pan { get; } = pan; public string Word = word; }")]
    [InlineData("class Card(string token) { public string Text { get; } = token; }")] // nobody has marked it
    [InlineData("class Card { static string pan = \"\"; public Card([Sensitive] string pan) { } public string Pan { get; } = pan; }")] // another one
    [InlineData("record Card([Sensitive] string Pan) { public string Pan { get; } = Pan; }")] // of a record's property it says so
    [InlineData("class Card([Sensitive] string pan) { public string Pan => pan; private string _pan = pan; public static string Last { get; } = \"\"; public string Mine() => _pan; }")] // not recorded
    [InlineData("class Card([Sensitive] string pan) { public string Last { get; } = pan[^4..]; public int Length { get; } = pan.Length; public bool IsEmpty { get; } = pan == \"\"; public string Masked { get; } = Mask(pan); static string Mask(string pan) => \"*\"; }")]
    [InlineData("class Card([Sensitive] string pan) { public string Name { get; } = nameof(pan); public bool IsKnown = pan is not null; public string Pan { get; set; } = \"\"; public int? None; }")]
    [InlineData("class Card([Sensitive] string pan) { public string Use() => pan; public System.Func<string> Ask { get; } = () => pan; }")]
    [InlineData("interface Card { string Pan { get; } } class Other([Sensitive] string pan) : Card { public string Pan { get; } = pan; }")]
    [InlineData("class Card { } class Unused([Sensitive] string pan) { public string Pan { get; } = pan; }")]
    public Task Stays_silent(string types) => Test(types).RunAsync();

    private static AnalyzerTest<TracedSecret> Test(string types, string card = "Card") => new($$"""interface IDesk { [BrokerCall("pay")] void Pay({{card}} card); } {{types}}""");
}
