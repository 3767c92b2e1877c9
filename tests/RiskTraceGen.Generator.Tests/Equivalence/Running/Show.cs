using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>Values and exceptions as text, as deep as they go.</summary>
internal static class Show
{
    public static string Value(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        Enum or bool or char => $"{value.GetType().Name} {value}",
        IFormattable number when value.GetType().IsPrimitive || value is decimal => $"{value.GetType().Name} {number.ToString(null, CultureInfo.InvariantCulture)}",
        ITuple tuple => $"({string.Join(", ", Enumerable.Range(0, tuple.Length).Select(place => Value(tuple[place])))})",
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Value))}]",
        CancellationToken token => token.IsCancellationRequested ? "a cancelled token" : token.CanBeCanceled ? "a token" : "no token",
        Exception exception => Exception(exception),
        _ => $"{value.GetType().Name} {{ {string.Join(", ", value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => $"{property.Name}: {Value(property.GetValue(value))}"))} }}",
    };

    public static string Exception(Exception exception)
    {
        IEnumerable<Exception> inner = exception is AggregateException several ? several.InnerExceptions : exception.InnerException is { } one ? [one] : [];
        string data = exception is DeskException { Code: var code } ? $" code {code}" : "";
        return $"{exception.GetType()} \"{exception.Message}\"{data}{string.Concat(inner.Select(cause => $" <- ({Exception(cause)})"))}";
    }
}
