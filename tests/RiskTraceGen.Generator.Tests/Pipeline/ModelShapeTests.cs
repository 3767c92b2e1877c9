using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using RiskTraceGen.Generator.Linking;
using RiskTraceGen.Generator.Mapping;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Generator.Tests;

/// <summary>No type that the pipeline keeps can hold a part of a compilation, and each is compared by its value.</summary>
public sealed class ModelShapeTests
{
    public static TheoryData<Type> Kept
    {
        get
        {
            var found = new HashSet<Type>();
            foreach (Type root in new[]
                {
                    typeof(Parsed<BrokerModel>), typeof(Parsed<RuleModel>), typeof(Parsed<PayloadModel>), typeof(HandlerClassModel), typeof(ModuleModel), typeof(DispatchModel),
                    typeof(WrapperNames), typeof(BrokerName), typeof(Draft), typeof(DraftNames), typeof(NameTable), typeof(GlobalUsing), typeof(MapModel),
                })
                Collect(root, found);
            return [.. found.OrderBy(type => type.FullName, StringComparer.Ordinal)];
        }
    }

    [Theory, MemberData(nameof(Kept))]
    public void HoldsNoPartOfACompilation(Type type)
        => Assert.False(
            type.Namespace?.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) == true || typeof(ISymbol).IsAssignableFrom(type) || typeof(SyntaxNode).IsAssignableFrom(type) || type == typeof(object),
            $"{type} is reachable from a model");

    [Theory, MemberData(nameof(Kept))]
    public void IsComparedByValue(Type type)
        => Assert.True(
            type.IsPrimitive || type.IsEnum || type == typeof(string) || typeof(IEquatable<>).MakeGenericType(type).IsAssignableFrom(type) || Nullable.GetUnderlyingType(type) is not null,
            $"{type} is compared by reference");

    [Fact]
    public void ModelsAreReadOnly()
        => Assert.All(
            Kept.Select(row => row.Data).SelectMany(type => type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)).Where(field => field.DeclaringType!.Assembly == typeof(Draft).Assembly && !field.DeclaringType.IsEnum),
            field => Assert.True(field.IsInitOnly, $"{field.DeclaringType}.{field.Name} can change"));

    private static void Collect(Type type, HashSet<Type> found)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
            type = inner;
        if (type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type))
        {
            // The array is compared by its elements; what matters is what they are.
            Assert.Equal(typeof(EquatableArray<>), type.GetGenericTypeDefinition());
            Collect(type.GetGenericArguments()[0], found);
            return;
        }

        // Marked text is compared by its text; what else it holds was found in that.
        if (!found.Add(type) || type.Assembly != typeof(Draft).Assembly || type == typeof(MarkedText))
            return;

        foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public))
            if (field.FieldType != type)
                Collect(field.FieldType, found);
        foreach (Type derived in type.Assembly.GetTypes().Where(candidate => candidate.BaseType == type))
            Collect(derived, found);
    }
}
